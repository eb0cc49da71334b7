package vn.maiam.discussion;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import vn.maiam.TestProvince;
import vn.maiam.discussion.domain.DiscussionReader;
import vn.maiam.discussion.domain.DiscussionService;
import vn.maiam.discussion.domain.PostView;
import vn.maiam.discussion.domain.Reaction;
import vn.maiam.household.HouseholdCode;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectRef;
import vn.maiam.subject.Subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class DiscussionTests {

	private static final SubjectRef ROOM = new SubjectRef("group", "170");

	@Autowired
	TestProvince province;

	@Autowired
	DiscussionService discussion;

	@Autowired
	DiscussionReader reader;

	@Autowired
	Subjects subjects;

	@Autowired
	@Qualifier("postAccess")
	SubjectAccess posts;

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whoeverIsNotOfTheGroupCannotBeCalledAndTheWordsStayInTheForm() throws Exception {
		this.mvc
			.perform(post("/posts").param("kind", "group")
				.param("id", "170")
				.param("text", "Nhờ @daitu cho ý kiến về việc này")
				.with(csrf())
				.with(user(this.province.account("vonhai"))))
			.andExpect(status().isUnprocessableContent())
			.andExpect(content().string(containsString("@daitu không thuộc nhóm")))
			.andExpect(content().string(containsString("Nhờ @daitu cho ý kiến về việc này")));
		assertThat(this.jdbc.sql("select count(*) from post where text like 'Nhờ @daitu%'").query(Long.class).single())
			.isZero();
	}

	@Test
	void whatIsNamedBecomesACardForThoseWhoMaySeeIt() {
		this.province.actAs("vonhai");
		HouseholdCode code = this.province.aHousehold().save();
		this.province.actAs("daitu");
		HouseholdCode theirs = this.province.aHousehold().inCommune("05812").save();
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Hộ #" + code.value() + " và hộ #" + theirs.value(), null);
		PostView seen = this.reader.post(id);
		assertThat(seen.cards()).extracting((card) -> card.subject().id()).containsExactly(code.value());
		assertThat(seen.html()).contains("href=\"/households/" + code.value())
			.doesNotContain("/households/" + theirs.value());
		this.province.actAs("lanhdao");
		assertThat(this.reader.post(id).cards()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[bấm](javascript:alert(1))",
			"[x](data:text/html;base64,PHNjcmlwdD4=)", "<a href='vbscript:x'>a</a>", "![x](https://evil.example/a.png)",
			"**<svg onload=alert(1)>**", "<style>body{display:none}</style>", "<iframe src=//evil.example></iframe>" })
	void nothingThatIsTypedActs(String words) {
		this.province.actAs("vonhai");
		String html = this.reader.post(this.discussion.post(ROOM, words, null)).html();
		assertThat(html.replaceAll("&lt;.*?&gt;", "")).doesNotContain("<script", "<img", "<svg", "<style", "<iframe",
				"href=\"javascript", "href=\"data", "href=\"vbscript");
	}

	/** Ten thousand of them took half a second of every reader's time. */
	@Test
	void whatLooksLikeATagIsReadAsItIsTyped() {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "1 < 2 và <b>đậm</b> `a<b` <https://x.vn>", null);
		assertThat(this.reader.post(id).html()).contains("1 &lt; 2", "&lt;b&gt;đậm", "a&lt;b")
			.doesNotContain("<b>", "<https");
	}

	@Test
	void quotesInQuotesAThousandDeepTakeNoPageDown() throws Exception {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, ">".repeat(9000), null);
		UUID list = this.discussion.post(ROOM, "- ".repeat(4990), null);
		SecurityContextHolder.clearContext();
		for (String path : List.of("/groups/170", "/posts/" + id, "/posts/" + list, "/posts/" + id + "/edit")) {
			this.mvc.perform(get(path).with(user(this.province.account("vonhai")))).andExpect(status().isOk());
		}
	}

	@Test
	void aRoomWhoseCodeWasAnotherUnitsOnceShowsNothingOfThatOne() {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Bài của đơn vị cũ", null);
		this.jdbc.sql("update post set unit_id = ? where id = ?").params(this.province.unit("171"), id).update();
		assertThat(this.reader.on(this.subjects.require(ROOM), "don vi cu", 1).total()).isZero();
	}

	@Test
	void onlyWhatHasAPageIsTalkedAbout() {
		this.province.actAs("trangxa");
		for (SubjectRef hidden : List.of(new SubjectRef("person", "lanhdao"), new SubjectRef("unit", "05746"))) {
			assertThatThrownBy(() -> this.discussion.post(hidden, "Kênh riêng", null)).isInstanceOf(NotFound.class);
		}
	}

	@Test
	void tenThousandCommentsAreReadASliceAtATime() throws Exception {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Bài có nhiều trả lời", null);
		this.jdbc
			.sql("""
					insert into post (id, version, subject_kind, subject_id, unit_id, parent_id, author_id, text, written_at, moved_at)
					select gen_random_uuid(), 0, 'group', '170', p.unit_id, p.id, p.author_id, 'trả lời ' || n, p.written_at + n * interval '1 second', now()
					from post p, generate_series(1, 10000) n where p.id = ?""")
			.param(id)
			.update();
		this.jdbc.sql("update post set comments = 10000 where id = ?").param(id).update();
		assertThat(this.reader.on(this.subjects.require(ROOM), null, 1)
			.rows()
			.stream()
			.filter((post) -> post.line().id().equals(id))
			.findFirst()
			.orElseThrow()
			.newest()).extracting((comment) -> comment.line().text())
			.containsExactly("trả lời 9998", "trả lời 9999", "trả lời 10000");
		List<PostView> newest = this.reader.comments(id, null);
		assertThat(newest).hasSize(50);
		List<PostView> before = this.reader.comments(id, newest.get(0).line().writtenAt());
		assertThat(before.get(49).line().text()).isEqualTo("trả lời 9950");
		SecurityContextHolder.clearContext();
		int length = this.mvc.perform(get("/posts/{id}", id).with(user(this.province.account("vonhai"))))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString()
			.length();
		assertThat(length).isLessThan(200_000);
	}

	@Test
	void anEditKeepsWhatStoodThereAndAStaleOneOverwritesNothing() {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Bản đầu", null);
		this.discussion.comment(id, "Trả lời trước khi sửa", null);
		this.discussion.edit(id, "Bản sau", 0);
		assertThat(this.reader.edits(id)).extracting(DiscussionReader.Edit::textBefore).containsExactly("Bản đầu");
		assertThat(this.reader.post(id).line().comments()).as("the count is the database's").isEqualTo(1);
		assertThatThrownBy(() -> this.discussion.edit(id, "Bản khác", 0))
			.isInstanceOf(org.springframework.orm.ObjectOptimisticLockingFailureException.class);
		this.province.actAs("lanhdao.vonhai");
		assertThatThrownBy(() -> this.discussion.edit(id, "Chữ của người khác", 1)).isInstanceOf(Refused.class);
	}

	@Test
	void aModeratorTakesAPostAwayAndTheTrailKeepsIt() {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Bài không phù hợp", null);
		this.province.actAs("lanhdao.vonhai");
		this.discussion.remove(id, "Không phù hợp");
		PostView after = this.reader.post(id);
		assertThat(after.html()).isEmpty();
		assertThat(after.line().removalReason()).isEqualTo("Không phù hợp");
		assertThat(this.jdbc.sql(
				"select count(*) from audit_entry where action = 'post.removed' and subject_id = ? and note = 'Không phù hợp'")
			.param(id.toString())
			.query(Long.class)
			.single()).isEqualTo(1);
		assertThatThrownBy(() -> this.discussion.pin(id, true)).isInstanceOf(Refused.class);
	}

	/** Asked for by page, blank, stale or right: its wording is not told again. */
	@Test
	void aPostThatIsGoneIsGoneForEveryForm() throws Exception {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Chữ đã gỡ", null);
		this.discussion.edit(id, "Chữ đã gỡ lần hai", 0);
		this.discussion.remove(id, "viết nhầm");
		SecurityContextHolder.clearContext();
		RequestPostProcessor author = user(this.province.account("vonhai"));
		String path = "/posts/" + id + "/edit";
		for (MockHttpServletRequestBuilder request : List.of(get(path), post(path).with(csrf()),
				post(path).with(csrf()).param("text", "mới").param("version", "0"),
				post(path).with(csrf()).param("text", "mới").param("version", "2"))) {
			String said = this.mvc.perform(request.with(author))
				.andExpect(status().isNotFound())
				.andReturn()
				.getResponse()
				.getContentAsString();
			assertThat(said).doesNotContain("Chữ đã gỡ");
		}
	}

	@Test
	void whoeverIsTakenOutOfTheGroupWhileReadingFindsNothingAtTheNextStep() {
		this.province.actAs("trangxa");
		SubjectRef commune = new SubjectRef("group", TestProvince.TRANG_XA);
		UUID id = this.discussion.post(commune, "Bài của xã", null);
		assertThat(this.reader.post(id)).isNotNull();
		this.jdbc.sql("update account_grant set ended_at = now(), end_reason = 'thử' where account_id = ?")
			.param(this.province.account("trangxa").id().value())
			.update();
		try {
			this.province.actAs("trangxa");
			assertThatThrownBy(() -> this.discussion.comment(id, "Còn đây không?", null)).isInstanceOf(Exception.class);
			assertThatThrownBy(() -> this.reader.post(id)).isInstanceOf(Exception.class);
		}
		finally {
			this.jdbc.sql("update account_grant set ended_at = null, end_reason = null where account_id = ?")
				.param(this.province.account("trangxa").id().value())
				.update();
		}
	}

	@Test
	void aCallWaitsUntilItIsAnsweredOrGivenASign() {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Nhờ @lanhdao.vonhai xem", null);
		this.province.actAs("lanhdao.vonhai");
		assertThat(this.reader.waiting(50)).filteredOn((card) -> card.subject().id().equals(id.toString()))
			.extracting(SubjectCard::title)
			.containsExactly("Nhờ @" + this.province.account("lanhdao.vonhai").fullName() + " xem");
		this.discussion.react(id, Reaction.SEEN);
		assertThat(this.reader.waiting(50)).extracting((card) -> card.subject().id()).doesNotContain(id.toString());
		this.discussion.react(id, Reaction.SEEN);
		assertThat(this.reader.waiting(50)).as("taken back")
			.extracting((card) -> card.subject().id())
			.contains(id.toString());
	}

	@Test
	void wordsAreFoundWithoutMarksWithinTheOwnRooms() {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Đường vào Sảng Mộc sạt lở", null);
		assertThat(this.reader.on(this.subjects.require(ROOM), "sang moc sat lo", 1).total()).isEqualTo(1);
		this.province.actAs("daitu");
		assertThatThrownBy(() -> this.reader.post(id)).isInstanceOf(NotFound.class);
		assertThat(this.posts.search("sang moc sat lo", 5)).isEmpty();
		this.province.actAs("vonhai");
		assertThat(this.posts.search("sang moc sat lo", 5)).extracting((card) -> card.subject().id())
			.containsExactly(id.toString());
		this.discussion.remove(id, "viết nhầm");
		assertThat(this.reader.on(this.subjects.require(ROOM), "sang moc sat lo", 1).total()).as("what is gone")
			.isZero();
	}

	@Test
	void aNameIsWordsAndNoSign() {
		this.province.actAs("vonhai");
		String name = this.province.account("lanhdao.vonhai").fullName();
		this.jdbc.sql("update user_account set full_name = ? where username = 'lanhdao.vonhai'")
			.param("Bà [bấm](https://evil.example) *X*")
			.update();
		UUID id = this.discussion.post(ROOM, "Nhờ @lanhdao.vonhai xem", null);
		assertThat(this.reader.post(id).html()).contains("Bà [bấm](https://evil.example) *X*").doesNotContain("<a ");
		this.jdbc.sql("update user_account set full_name = ? where username = 'lanhdao.vonhai'").param(name).update();
	}

	@Test
	void whatAnEditTookBackIsItsAuthorsAndTheModerators() throws Exception {
		this.province.actAs("vonhai");
		UUID id = this.discussion.post(ROOM, "Số của bà Hoa là 019", null);
		this.discussion.edit(id, "Đã liên hệ bà Hoa", 0);
		SecurityContextHolder.clearContext();
		for (String person : List.of("vonhai", "lanhdao.vonhai", "thanhvien")) {
			String said = this.mvc.perform(get("/posts/" + id + "/edit").with(user(this.province.account(person))))
				.andReturn()
				.getResponse()
				.getContentAsString();
			assertThat(said.contains("là 019")).as(person).isEqualTo(!"thanhvien".equals(person));
		}
	}

}
