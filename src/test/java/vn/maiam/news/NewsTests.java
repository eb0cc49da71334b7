package vn.maiam.news;

import javax.imageio.ImageIO;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import vn.maiam.TestProvince;
import vn.maiam.household.HouseholdCode;
import vn.maiam.household.Stage;
import vn.maiam.household.domain.ProgressService;
import vn.maiam.household.domain.RecordProgress;
import vn.maiam.household.photo.Picture;

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
	ProgressService progress;

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
			.andExpect(header().string("Cache-Control", "max-age=60, public"))
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
		showsAnApprovedHouseAndNoOtherPicture();
		this.mvc.perform(post("/admin/news").param("act", "set").param("version", "0").with(csrf()).with(admin))
			.andExpect(status().isConflict());
	}

	private void showsAnApprovedHouseAndNoOtherPicture() throws Exception {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().named("Lục Văn Kín").save();
		for (Stage stage : List.of(Stage.STARTED, Stage.COMPLETED)) {
			this.progress.record(code,
					RecordProgress.reached(stage, LocalDate.of(2024, 12, 1 + stage.ordinal())).because("thử"),
					List.of(picture(stage)), this.province.version(code));
		}
		SecurityContextHolder.clearContext();
		var admin = user(this.province.account("admin"));
		List<UUID> shots = this.jdbc.sql(
				"select p.id from photo p join household h on h.id = p.household_id where h.code = ? order by uploaded_at")
			.param(code.value())
			.query(UUID.class)
			.list();
		MockHttpServletRequestBuilder approve = post("/admin/news/pictures").param("household", code.value())
			.param("before", shots.get(0).toString())
			.param("after", shots.get(1).toString())
			.with(csrf())
			.with(admin);
		this.mvc.perform(get("/admin/news/pictures").param("household", code.value()).with(admin))
			.andExpect(status().isOk());
		this.mvc.perform(approve).andExpect(status().isUnprocessableContent());
		this.mvc.perform(approve.param("leave", "true")).andExpect(status().is3xxRedirection());
		String page = this.mvc.perform(get("/news")).andReturn().getResponse().getContentAsString();
		assertThat(page).doesNotContain("Lục Văn Kín", code.value()).doesNotContain(shots.get(0).toString());
		UUID id = this.jdbc.sql("select id from public_picture").query(UUID.class).single();
		assertThat(page).contains("/news/pictures/" + id + "/before-small.jpg");
		for (String file : List.of("before", "after", "before-small", "after-small")) {
			this.mvc.perform(get("/news/pictures/" + id + "/" + file + ".jpg"))
				.andExpect(status().isOk())
				.andExpect(header().string("Content-Type", "image/jpeg"));
		}
		this.mvc.perform(get("/news/pictures/" + shots.get(0) + "/before.jpg")).andExpect(status().isNotFound());
		this.mvc
			.perform(post("/admin/news").param("act", "hide").param("picture", id.toString()).with(csrf()).with(admin))
			.andExpect(status().is3xxRedirection());
		this.mvc.perform(get("/news/pictures/" + id + "/before.jpg")).andExpect(status().isNotFound());
	}

	private static Picture picture(Stage stage) throws IOException {
		ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
		ImageIO.write(new BufferedImage(80, 60 + stage.ordinal(), BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
		return new Picture(jpeg.toByteArray(), jpeg.toByteArray(), 80, 60, new byte[32], stage.ordinal(), null, null,
				null);
	}

}
