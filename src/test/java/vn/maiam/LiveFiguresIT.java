package vn.maiam;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

import javax.sql.DataSource;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;

import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;

import static org.assertj.core.api.Assertions.assertThat;

/** Progress recorded on one instance moves the open page of another. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestProvince.People.class)
@DirtiesContext
class LiveFiguresIT {

	private static final Logger LOG = LoggerFactory.getLogger(LiveFiguresIT.class);

	@LocalServerPort
	int port;

	@Autowired
	TestProvince province;

	@Autowired
	ProgressService progress;

	@Autowired
	DataSource dataSource;

	@Autowired
	Clock clock;

	@Test
	void anEntryOnThisInstanceMovesThePageThatAnotherServes() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		SecurityContextHolder.clearContext();
		try (ConfigurableApplicationContext other = anotherInstance();
				RealBrowser browser = RealBrowser
					.open(other.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
			assertThat(other.getEnvironment().getProperty("local.server.port")).isNotEqualTo(String.valueOf(this.port));
			Page chairman = browser.signedIn("lanhdao", 1366, 768);
			chairman.navigate("/dashboard");
			chairman.waitForSelector(".tiles a[href*=BEGUN] b:text-is('0')");
			chairman.waitForSelector("main.listening");
			chairman.evaluate("window.unreloaded = true");
			long began = System.nanoTime();
			this.province.actAs("vonhai");
			this.progress.record(code, RecordProgress.reached(Stage.STARTED, LocalDate.now(this.clock)).because("thử"),
					List.of(), this.province.version(code));
			chairman.waitForSelector(".tiles a[href*=BEGUN] b:text-is('1')");
			LOG.info("the other instance's page moved after {} ms", (System.nanoTime() - began) / 1_000_000);
			assertThat(chairman.evaluate("window.unreloaded")).as("without loading the page again").isEqualTo(true);
		}
	}

	private ConfigurableApplicationContext anotherInstance() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			return new SpringApplicationBuilder(MaiAm.class).run("--server.port=0", "--management.server.port=-1",
					"--spring.main.banner-mode=off", "--spring.datasource.url=" + connection.getMetaData().getURL(),
					"--spring.datasource.username=" + connection.getMetaData().getUserName(),
					"--spring.datasource.password=postgres", "--spring.jmx.enabled=false");
		}
	}

}
