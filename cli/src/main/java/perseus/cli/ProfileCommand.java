package perseus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import perseus.profile.Profile;
import perseus.profile.ProfileDiff;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileJson;
import perseus.profile.ProfileText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks into profiles. */
@Command(name = "profile", description = "Show what a profile holds, or what changed between two.")
final class ProfileCommand implements Runnable {
  /** Entries up to this number are shown in full. */
  private static final int SHOWN_IN_FULL = 3;

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: profile show or diff.");
  }

  @Command(name = "show", description = "What a profile holds, from which rows, how sure.")
  int show(
      @Mixin CommonOptions commonOptions,
      @Parameters(paramLabel = "FILE", description = "Profile (JSON).") Path file,
      @Option(names = "--gpu", description = "Only entries of this GPU type.") String gpu,
      @Option(names = "--model", description = "Only entries of this model.") String model)
      throws IOException {
    Profile profile = ProfileJson.read(file);
    List<ProfileEntry> entries =
        profile.entries().stream()
            .filter(entry -> gpu == null || gpu.equals(entry.key().gpu()))
            .filter(entry -> model == null || model.equals(entry.key().model()))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    out.print(ProfileText.overview(new Profile(entries, profile.interference())));
    if (entries.size() <= SHOWN_IN_FULL) {
      entries.forEach(entry -> out.print("\n" + ProfileText.details(entry)));
    } else {
      out.println("Details of an entry: --gpu and --model.");
    }
    return ExitCode.DONE;
  }

  @Command(name = "diff", description = "What changed from profile A to profile B.")
  int diff(
      @Mixin CommonOptions commonOptions,
      @Parameters(paramLabel = "A", description = "Earlier profile.") Path before,
      @Parameters(paramLabel = "B", description = "Later profile.") Path after)
      throws IOException {
    List<String> changes = ProfileDiff.between(ProfileJson.read(before), ProfileJson.read(after));
    PrintWriter out = spec.commandLine().getOut();
    changes.forEach(out::println);
    if (changes.isEmpty()) {
      out.println("No difference.");
    }
    return ExitCode.DONE;
  }
}
