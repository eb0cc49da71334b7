package vn.maiam.notification;

import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

import vn.maiam.TestProvince;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class QuietHoursTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	TestProvince province;

	@Test
	void oneHourWithoutTheOtherIsSaidInTheFormAndNothingIsLost() throws Exception {
		this.mvc
			.perform(post("/account/notifications").with(csrf())
				.with(user(this.province.account("vonhai")))
				.param("mail.MENTION", "OFF")
				.param("quietFrom", "20:30")
				.param("quietTo", ""))
			.andExpect(status().isUnprocessableContent())
			.andExpect(content().string(
					Matchers.matchesPattern("(?s).*name=\"mail\\.MENTION\"((?!</select>).)*value=\"OFF\" selected.*")))
			.andExpect(content().string(Matchers.containsString("value=\"20:30\"")))
			.andExpect(content().string(Matchers.containsString("Ghi cả giờ bắt đầu và giờ kết thúc")));
	}

}
