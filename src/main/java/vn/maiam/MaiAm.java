package vn.maiam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

import vn.maiam.shared.Command;
import vn.maiam.shared.Unready;

@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Mái Ấm", sharedModules = "shared")
public class MaiAm {

	/** What holds while a command runs, whatever else is set. */
	private static final List<String> OF_A_COMMAND = List.of("--server.port=-1", "--management.server.port=-1",
			"--maiam.demo=false", "--maiam.jobs=false", "--maiam.address=http://localhost", "--logging.level.root=warn",
			"--spring.main.banner-mode=off");

	public static void main(String[] args) throws Exception {
		// options, as the profile that Maven's plugin names, may come before and after
		// the words of a command
		List<String> words = Arrays.stream(args).filter((it) -> !it.startsWith("--") || it.equals("--do")).toList();
		if (!words.isEmpty()) {
			System.exit(command(words, args));
		}
		SpringApplication.run(MaiAm.class, args);
	}

	/**
	 * Everything starts but the port; then the command of that name runs, and the
	 * application ends.
	 */
	private static int command(List<String> words, String[] args) throws Exception {
		List<String> options = new ArrayList<>(OF_A_COMMAND);
		Arrays.stream(args)
			.filter((it) -> it.startsWith("--") && !words.contains(it))
			.filter((it) -> OF_A_COMMAND.stream().noneMatch((own) -> own.startsWith(it.replaceFirst("=.*", "="))))
			.forEach(options::add);
		try (ConfigurableApplicationContext context = SpringApplication.run(MaiAm.class,
				options.toArray(String[]::new))) {
			List<Command> commands = context.getBeanProvider(Command.class).stream().toList();
			for (Command command : commands) {
				if (command.name().equals(words.get(0))) {
					return run(command, words.subList(1, words.size()));
				}
			}
			System.err.println("no such command: " + words.get(0) + "; there are "
					+ commands.stream().map(Command::name).sorted().toList());
			return 2;
		}
	}

	private static int run(Command command, List<String> words) throws Exception {
		try {
			return command.run(words, System.out);
		}
		catch (Unready refusal) {
			System.err.println(refusal.getMessage() + System.lineSeparator() + refusal.advice());
			return 1;
		}
	}

	/** What the program does by itself; not while a command runs. */
	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@ConditionalOnProperty(name = "maiam.jobs", havingValue = "true", matchIfMissing = true)
	static class Jobs {

	}

}
