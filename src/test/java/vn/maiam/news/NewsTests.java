package vn.maiam.news;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.TestProvince;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
@DirtiesContext
class NewsTests {

	@Autowired
	TestProvince province;

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@Test
	void thePageIsThereOnceItIsSwitchedOnAndShowsTotalsAndNobody() throws Exception {
		this.province.actAs("vonhai");
		for (String name : List.of("Đàm Thị Riêng", "Ma Seo Kín")) {
			this.province.aHousehold().named(name).save();
		}
		SecurityContextHolder.clearContext();
		this.mvc.perform(get("/news")).andExpect(status().isNotFound());
		var admin = user(this.province.account("admin"));
		this.mvc
			.perform(post("/admin/news").param("act", "set")
				.param("active", "true")
				.param("aim", "Mọi nhà vững chãi trước Tết")
				.param("help", "Gọi Ban Chỉ đạo tỉnh")
				.param("version", "0")
				.with(csrf())
				.with(admin))
			.andExpect(status().is3xxRedirection());
		this.mvc
			.perform(post("/admin/news").param("act", "tell")
				.param("title", "Bàn giao 20 nhà")
				.param("text", "<b>Vui</b>")
				.with(csrf())
				.with(admin))
			.andExpect(status().is3xxRedirection());
		String page = this.mvc.perform(get("/news"))
			.andExpect(status().isOk())
			.andExpect(header().string("Cache-Control", "max-age=300, public"))
			.andExpect(header().doesNotExist("Set-Cookie"))
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(page).contains("Mọi nhà vững chãi trước Tết", "Bàn giao 20 nhà", "&lt;b&gt;Vui", "Huyện Võ Nhai");
		for (String personal : List.of("full_name", "code", "phone", "hamlet")) {
			assertThat(
					this.jdbc.sql("select distinct " + personal + " from household where " + personal + " is not null")
						.query(String.class)
						.list())
				.as(personal)
				.isNotEmpty()
				.noneMatch(page::contains);
		}
		assertThat(this.jdbc.sql("select distinct full_name from user_account").query(String.class).list())
			.noneMatch(page::contains);
		this.mvc.perform(post("/admin/news").param("act", "set").param("version", "0").with(csrf()).with(admin))
			.andExpect(status().isConflict());
	}

}
