package vn.maiam.shared;

import java.io.PrintStream;
import java.util.List;

/**
 * Something done from the command line instead of serving pages:
 * {@code java -jar mai-am.jar verify-audit}. The application starts without a port, runs
 * it and ends.
 */
public interface Command {

	/** The first word of the command line. */
	String name();

	/**
	 * Does it.
	 * @param arguments the words after the name
	 * @param out for people to read
	 * @return the exit code: 0 when all is well
	 */
	int run(List<String> arguments, PrintStream out) throws Exception;

}
