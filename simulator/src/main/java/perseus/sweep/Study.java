package perseus.sweep;

import java.nio.file.Path;

/** What a study file asks for. */
public sealed interface Study permits AxesStudy, FrontierStudy {
  /** The study file. */
  Path file();
}
