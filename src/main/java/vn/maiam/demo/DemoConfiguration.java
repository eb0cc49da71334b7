package vn.maiam.demo;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import vn.maiam.shared.web.Show;

/** Nothing of the demonstration exists unless {@code maiam.demo} is on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoConfiguration {

	@Bean
	DemoClock clock() {
		return new DemoClock(Clock.system(Show.ZONE));
	}

}
