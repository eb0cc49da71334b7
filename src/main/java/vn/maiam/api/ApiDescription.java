package vn.maiam.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import vn.maiam.shared.UnitCode;
import vn.maiam.weeklyreport.ReportingWeek;

/** The OpenAPI document at {@code /api/docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

	@Bean
	OpenAPI openApi() {
		SpringDocUtils.getConfig()
			.replaceWithClass(UnitCode.class, String.class)
			.replaceWithClass(ReportingWeek.class, String.class);
		return new OpenAPI().info(new Info().title("Mái Ấm")
			.version("1")
			.description("Figures and weekly reports within the scope of the account that asks, by HTTP Basic. "
					+ "Units are named by their official codes, weeks as 2024-W48, money in whole đồng."));
	}

}
