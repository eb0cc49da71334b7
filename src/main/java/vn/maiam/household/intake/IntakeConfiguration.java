package vn.maiam.household.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.task.DelegatingSecurityContextAsyncTaskExecutor;

/** One list at a time on each instance, on behalf of who sent it. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

	@Bean(defaultCandidate = false)
	ThreadPoolTaskExecutor intakeThreads() {
		ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
		threads.setCorePoolSize(1);
		threads.setMaxPoolSize(1);
		threads.setQueueCapacity(20);
		threads.setThreadNamePrefix("intake-");
		return threads;
	}

	@Bean(defaultCandidate = false)
	TaskExecutor intakeWorker(
			@org.springframework.beans.factory.annotation.Qualifier("intakeThreads") ThreadPoolTaskExecutor threads) {
		return new DelegatingSecurityContextAsyncTaskExecutor(threads);
	}

}
