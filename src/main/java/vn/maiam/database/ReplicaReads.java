package vn.maiam.database;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * Where {@code maiam.replica-url} names a streaming replica, the leaders' pages are read
 * there. Everything else goes to the primary, so whoever has written sees it at once.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("maiam.replica-url")
class ReplicaReads {

	private static final int POOL = 10;

	private static final int PATIENCE_MILLIS = 1000;

	@Bean
	static BeanPostProcessor readsGoToTheReplica(Environment environment) {
		return new BeanPostProcessor() {

			/**
			 * The connection is chosen with the first statement, when it is known what
			 * the transaction is for.
			 */
			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof HikariDataSource primary) ? new LazyConnectionDataSourceProxy(
						new PrimaryOrReplica(primary, replica(primary, environment))) : bean;
			}
		};
	}

	private static HikariDataSource replica(HikariDataSource primary, Environment environment) {
		HikariDataSource replica = DataSourceBuilder.create()
			.type(HikariDataSource.class)
			.url(environment.getRequiredProperty("maiam.replica-url"))
			.username(environment.getProperty("maiam.replica-username", primary.getUsername()))
			.password(environment.getProperty("maiam.replica-password", primary.getPassword()))
			.build();
		replica.setPoolName("replica");
		replica.setReadOnly(true);
		replica.setMaximumPoolSize(POOL);
		replica.setMinimumIdle(0);
		// away at the start or later: the primary answers
		replica.setInitializationFailTimeout(-1);
		replica.setConnectionTimeout(PATIENCE_MILLIS);
		replica.setDataSourceProperties(primary.getDataSourceProperties());
		return replica;
	}

}
