package vn.maiam.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.HtmlUtils;

import vn.maiam.TestProvince;
import vn.maiam.document.domain.AttachmentService;
import vn.maiam.document.domain.DocumentFields;
import vn.maiam.document.domain.DocumentFields.Reach;
import vn.maiam.document.domain.DocumentFilter;
import vn.maiam.document.domain.DocumentReader;
import vn.maiam.document.domain.DocumentService;
import vn.maiam.document.reading.FileReading;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;
import vn.maiam.shared.SubjectRef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestProvince.People.class)
class DocumentTests {

	private static final String FILE_OF = """
			select %s from attachment t join stored_file f on f.id = t.file_id where t.subject_kind = 'document' and t.subject_id = ?
			""";

	@Autowired
	TestProvince province;

	@Autowired
	DocumentService documents;

	@Autowired
	DocumentReader reader;

	@Autowired
	AttachmentService attachments;

	@Autowired
	FileReading reading;

	@Autowired
	TransactionTemplate transactions;

	@Autowired
	MockMvc mvc;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void wordsInsideWordExcelAndPdfFilesAreFoundWithoutMarksByThoseWhoMaySeeThem() throws Exception {
		this.province.actAs("vonhai");
		add("170", Reach.GROUP, word("Đồng bào vùng cao Thượng Nung dựng nhà sàn"));
		add("170", Reach.GROUP, excel("Kinh phí đối ứng của bản Lũng Luông"));
		add("170", Reach.GROUP, pdf("Bien ban ban giao nha Sang Moc"));
		read();
		for (String words : List.of("thuong nung", "dung nha sa", "lung luong", "BIEN BAN ban giao", "Lũng Luông")) {
			assertThat(find(words)).as(words).isEqualTo(1);
		}
		assertThat(find("thuong luong")).as("words of two files").isZero();
		this.province.actAs("lanhdao");
		assertThat(find("thuong nung")).as("the province above").isEqualTo(1);
		for (String stranger : List.of("daitu", "trangxa")) {
			this.province.actAs(stranger);
			assertThat(find("thuong nung")).as(stranger).isZero();
			assertThat(this.reader.search("thuong nung", 5)).isEmpty();
		}
	}

	@Test
	void whatTheUnitPublishesDownwardsIsReadBelowAndNotBeside() {
		this.province.actAs("vonhai");
		UUID id = add("170", Reach.BELOW, text("hướng dẫn"));
		this.province.actAs("trangxa");
		assertThat(this.reader.require(id).unread()).isTrue();
		this.province.actAs("daitu");
		assertThatThrownBy(() -> this.reader.require(id)).isInstanceOf(NotFound.class);
	}

	@Test
	void thePagesOfAPdfAreShownAsPictures() throws Exception {
		this.province.actAs("vonhai");
		UUID id = add("170", Reach.GROUP, pdf("Trang mot"));
		read();
		AttachedFile file = newest(id);
		assertThat(file.pages()).isEqualTo(1);
		SecurityContextHolder.clearContext();
		byte[] page = this.mvc.perform(get("/files/{id}/page/1", file.id()).with(user(this.province.account("vonhai"))))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		assertThat(javax.imageio.ImageIO.read(new ByteArrayInputStream(page)).getWidth()).isEqualTo(1000);
		this.mvc.perform(get("/files/{id}/page/2", file.id()).with(user(this.province.account("vonhai"))))
			.andExpect(status().isNotFound());
	}

	@Test
	void aFileFromOutsideIsADownloadThatCannotActAsAPage() throws Exception {
		this.province.actAs("vonhai");
		AttachedFile file = newest(add("170", Reach.GROUP, text("<script>alert(1)</script>")));
		SecurityContextHolder.clearContext();
		this.mvc.perform(get("/files/{id}", file.id()).with(user(this.province.account("vonhai"))))
			.andExpect(status().isOk())
			.andExpect(header().string("Content-Disposition", org.hamcrest.Matchers.startsWith("attachment")))
			.andExpect(header().string("Content-Security-Policy", "default-src 'none'; sandbox"))
			.andExpect(header().string("X-Content-Type-Options", "nosniff"));
		this.mvc.perform(get("/files/{id}", file.id()).with(user(this.province.account("daitu"))))
			.andExpect(status().isNotFound());
	}

	@Test
	void brokenFilesAndBombsAreKeptAndNotSearchedAndNothingElseSuffers() throws Exception {
		this.province.actAs("vonhai");
		add("170", Reach.GROUP,
				file("hong.pdf", "%PDF-1.7\nnothing of a PDF follows".getBytes(StandardCharsets.UTF_8)));
		add("170", Reach.GROUP, file("bom.docx", bomb()));
		UUID well = add("170", Reach.GROUP, word("Sau quả bom vẫn đọc được"));
		read();
		assertThat(find("qua bom")).isEqualTo(1);
		assertThat(this.jdbc.sql("select count(*) from stored_file where state = 'NEW'").query(Long.class).single())
			.isZero();
		assertThat(newest(well).name()).endsWith(".docx");
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../etc/passwd.txt", "C:\\Users\\an\\ke hoach.txt", "a\u0000b\u202Etxt.exe.txt",
			"\u0007\u001b[31m.txt", "....txt", "ke/hoach.txt" })
	void namesOfFilesAreMadeHarmless(String name) {
		this.province.actAs("vonhai");
		String kept = newest(add("170", Reach.GROUP, named(name))).name();
		assertThat(kept).doesNotContain("/", "\\", "\u0000", "\u202E", "\u001b").endsWith("txt").isNotBlank();
	}

	@Test
	void aNameOfThreeHundredLettersKeepsItsEnding() {
		this.province.actAs("vonhai");
		String kept = newest(add("170", Reach.GROUP, named("Kế hoạch ".repeat(34) + ".txt"))).name();
		assertThat(kept).hasSizeLessThanOrEqualTo(120).endsWith(".txt").startsWith("Kế hoạch");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html><script>alert(1)</script></html>", "<svg xmlns='http://www.w3.org/2000/svg'/>",
			"MZ\u0090\u0000\u0003\u0000\u0000\u0000\u0004" })
	void whatAFileIsIsToldByItsContentNotItsName(String content) {
		this.province.actAs("vonhai");
		MultipartFile disguised = file("bao-cao.pdf", content.getBytes(StandardCharsets.ISO_8859_1));
		assertThatThrownBy(() -> add("170", Reach.GROUP, disguised)).isInstanceOfSatisfying(Refused.class,
				(refused) -> assertThat(refused.key()).isEqualTo("document.refused.type"));
	}

	@Test
	void theSameFileByTwoPeopleAtOnceIsStoredOnce() throws Exception {
		byte[] same = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
		ExecutorService hands = Executors.newFixedThreadPool(6);
		CountDownLatch together = new CountDownLatch(1);
		try {
			List<Future<UUID>> added = java.util.stream.IntStream.range(0, 6).mapToObj((at) -> hands.submit(() -> {
				this.province.actAs((at % 2 == 0) ? "vonhai" : "lanhdao.vonhai");
				together.await();
				return add("170", Reach.GROUP, file("ban-" + at + ".txt", same));
			})).toList();
			together.countDown();
			Set<UUID> ids = new HashSet<>();
			for (Future<UUID> one : added) {
				ids.add(one.get());
			}
			assertThat(ids).hasSize(6);
		}
		finally {
			hands.shutdownNow();
		}
		assertThat(this.jdbc.sql("select count(distinct t.file_id) from attachment t where t.name like 'ban-%'")
			.query(Long.class)
			.single()).isEqualTo(1);
	}

	@Test
	void whoHadFilesReadLatelyWaitsBehindWhoHadNone() throws Exception {
		this.jdbc.sql("update stored_file set taken_at = now() - interval '1 hour' where state <> 'NEW'").update();
		this.province.actAs("vonhai");
		add("170", Reach.GROUP, text("đọc trước"));
		read();
		List<UUID> both = this.transactions.execute((together) -> {
			this.province.actAs("vonhai");
			UUID another = add("170", Reach.GROUP, text("thêm một tệp"));
			this.province.actAs("daitu");
			return List.of(another, add("171", Reach.GROUP, text("tệp đầu tiên")));
		});
		// read by the application alone, one after the other
		await().atMost(Duration.ofMinutes(2)).until(() -> both.stream().noneMatch(this::waits));
		assertThat(taken(both.get(1))).isBefore(taken(both.get(0)));
	}

	@Test
	void nobodyPublishesInALibraryBelowNorOpensAPaperOfTheGroup() {
		this.province.actAs("thanhvien");
		assertThatThrownBy(() -> add("05746", Reach.GROUP, text("quyết định"))).isInstanceOf(NotFound.class);
		this.province.actAs("vonhai");
		UUID id = add("170", Reach.GROUP, text("nội bộ"));
		this.province.actAs("lanhdao.vonhai");
		DocumentFields fields = this.reader.require(id).fields();
		DocumentFields open = new DocumentFields(fields.unitId(), Reach.BELOW, fields.kind(), null, null, null, null,
				"Nội bộ", "");
		assertThatThrownBy(() -> this.documents.change(id, open, List.of(), 0)).isInstanceOf(Refused.class);
		this.province.actAs("vonhai");
		this.documents.change(id, open, List.of(), 0);
	}

	@Test
	void aNewVersionHoldsAndTheOldOneStays() {
		this.province.actAs("vonhai");
		UUID id = add("170", Reach.GROUP, text("bản một"));
		this.documents.change(id, this.reader.require(id).fields(), List.of(text("bản hai")), 0);
		SubjectRef subject = new SubjectRef("document", id.toString());
		assertThat(this.attachments.of(List.of(subject)).get(subject)).hasSize(2);
		assertThatThrownBy(() -> this.documents.change(id, this.reader.require(id).fields(), List.of(), 0))
			.isInstanceOf(org.springframework.orm.ObjectOptimisticLockingFailureException.class);
	}

	@Test
	void theWholeLibraryComesAsOneZip() throws Exception {
		this.province.actAs("daitu");
		add("171", Reach.GROUP, file("mot.txt", "một".getBytes(StandardCharsets.UTF_8)));
		add("171", Reach.GROUP, file("mot.txt", "một nữa".getBytes(StandardCharsets.UTF_8)));
		SecurityContextHolder.clearContext();
		byte[] pack = this.mvc.perform(get("/documents.zip?unit=171").with(user(this.province.account("daitu"))))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		Set<String> names = new HashSet<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(pack))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				names.add(entry.getName());
			}
		}
		assertThat(names).containsExactlyInAnyOrder("mot.txt", "2-mot.txt");
	}

	@Test
	void aRefusedFileLosesNothingThatWasTyped() throws Exception {
		this.mvc
			.perform(multipart("/documents/new")
				.file(new MockMultipartFile("files", "trang.html", "text/html",
						"<html></html>".getBytes(StandardCharsets.UTF_8)))
				.param("unitId", String.valueOf(this.province.unit("170")))
				.param("reach", "GROUP")
				.param("documentKind", "PLAN")
				.param("summary", "Kế hoạch đã gõ rất lâu")
				.with(csrf())
				.with(user(this.province.account("vonhai"))))
			.andExpect(status().isUnprocessableContent())
			.andExpect((answer) -> assertThat(HtmlUtils.htmlUnescape(answer.getResponse().getContentAsString()))
				.contains("Kế hoạch đã gõ rất lâu"))
			.andExpect(content().string(org.hamcrest.Matchers.containsString("trang.html")));
	}

	/** Until all is read or given up; the running application reads, too. */
	private void read() {
		long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
		while (this.jdbc.sql("select exists (select 1 from stored_file where state = 'NEW')")
			.query(Boolean.class)
			.single()) {
			assertThat(System.nanoTime()).as("in three minutes").isLessThan(end);
			this.reading.readAll();
			// what could not be read is tried once more, later
			this.jdbc.sql(
					"update stored_file set taken_at = now() - interval '1 hour' where state = 'NEW' and taken_at < now() - interval '20 seconds'")
				.update();
		}
	}

	@Test
	void aDocumentThatIsGoneIsGoneForEveryForm() throws Exception {
		this.province.actAs("vonhai");
		UUID id = add("170", Reach.BELOW, text("Chữ đã gỡ"));
		AttachedFile file = only(id);
		this.documents.remove(id, "nhầm");
		SecurityContextHolder.clearContext();
		for (String path : List.of("/documents/" + id, "/documents/" + id + "/edit", "/files/" + file.id(),
				"/files/" + file.id() + "/page/1")) {
			this.mvc.perform(get(path).with(user(this.province.account("vonhai")))).andExpect(status().isNotFound());
		}
		for (String version : List.of("", "-1", "1")) {
			this.mvc
				.perform(multipart("/documents/" + id + "/edit").with(csrf())
					.with(user(this.province.account("vonhai")))
					.param("version", version)
					.param("summary", version.isEmpty() ? "" : "mới"))
				.andExpect(status().isNotFound());
		}
	}

	@Test
	void aFileEndsAsItsContentAsksForAndIsAskedAboutEachTime() throws Exception {
		this.province.actAs("vonhai");
		UUID id = add("170", Reach.BELOW, file("c.html", pdf("Noi dung").getBytes()));
		AttachedFile file = only(id);
		SecurityContextHolder.clearContext();
		assertThat(file.name()).isEqualTo("c.pdf");
		MockHttpServletResponse answer = this.mvc
			.perform(get("/files/{id}", file.id()).with(user(this.province.account("vonhai"))))
			.andReturn()
			.getResponse();
		assertThat(answer.getHeader("Content-Disposition")).contains("c.pdf").doesNotContain("html");
		assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-cache, private");
		this.mvc
			.perform(get("/files/{id}", file.id()).header("If-None-Match", answer.getHeader("ETag"))
				.with(user(this.province.account("vonhai"))))
			.andExpect(status().isNotModified());
		this.mvc
			.perform(get("/files/{id}", file.id()).header("If-None-Match", answer.getHeader("ETag"))
				.with(user(this.province.account("daitu"))))
			.andExpect(status().isNotFound());
	}

	private AttachedFile only(UUID document) {
		SubjectRef subject = new SubjectRef("document", document.toString());
		return this.attachments.of(List.of(subject)).get(subject).get(0);
	}

	private UUID add(String unit, Reach reach, MultipartFile file) {
		return this.documents
			.add(new DocumentFields(this.province.unit(unit), reach, DocumentKind.PLAN, null, null, null, null, "", ""),
					List.of(file))
			.get(0);
	}

	private boolean waits(UUID document) {
		return this.jdbc.sql(FILE_OF.formatted("f.state = 'NEW'"))
			.param(document.toString())
			.query(Boolean.class)
			.single();
	}

	private Instant taken(UUID document) {
		return this.jdbc.sql(FILE_OF.formatted("f.taken_at"))
			.param(document.toString())
			.query(Timestamp.class)
			.single()
			.toInstant();
	}

	private long find(String words) {
		return this.reader.list(new DocumentFilter(words, null, null, null, null), 1).total();
	}

	private AttachedFile newest(UUID id) {
		SubjectRef subject = new SubjectRef("document", id.toString());
		List<AttachedFile> files = this.attachments.of(List.of(subject)).get(subject);
		return files.get(files.size() - 1);
	}

	private static MultipartFile file(String name, byte[] bytes) {
		return new MockMultipartFile("files", name, null, bytes);
	}

	private static MultipartFile named(String name) {
		return file(name, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
	}

	private static MultipartFile text(String words) {
		return file(UUID.randomUUID() + ".txt", words.getBytes(StandardCharsets.UTF_8));
	}

	private static MultipartFile word(String words) throws IOException {
		try (XWPFDocument document = new XWPFDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			document.createParagraph().createRun().setText(words);
			document.write(out);
			return file(UUID.randomUUID() + ".docx", out.toByteArray());
		}
	}

	private static MultipartFile excel(String words) throws IOException {
		try (XSSFWorkbook workbook = new XSSFWorkbook(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			workbook.createSheet("Bảng").createRow(0).createCell(0).setCellValue(words);
			workbook.write(out);
			return file(UUID.randomUUID() + ".xlsx", out.toByteArray());
		}
	}

	private static MultipartFile pdf(String words) throws IOException {
		try (PDDocument document = new PDDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			PDPage page = new PDPage();
			document.addPage(page);
			try (PDPageContentStream stream = new PDPageContentStream(document, page)) {
				stream.beginText();
				stream.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
				stream.newLineAtOffset(72, 700);
				stream.showText(words);
				stream.endText();
			}
			document.save(out);
			return file(UUID.randomUUID() + ".pdf", out.toByteArray());
		}
	}

	/** A Word file whose document unpacks to two gigabytes of one letter. */
	private static byte[] bomb() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
			zip.write(
					"""
							<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
							<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
							<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
							</Types>"""
						.getBytes(StandardCharsets.UTF_8));
			zip.closeEntry();
			zip.putNextEntry(new ZipEntry("_rels/.rels"));
			zip.write(
					"""
							<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
							<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
							</Relationships>"""
						.getBytes(StandardCharsets.UTF_8));
			zip.closeEntry();
			zip.putNextEntry(new ZipEntry("word/document.xml"));
			zip.write(
					"<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
						.getBytes(StandardCharsets.UTF_8));
			byte[] megabyte = "a".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
			for (int at = 0; at < 2048; at++) {
				zip.write(megabyte);
			}
			zip.write("</w:t></w:r></w:p></w:body></w:document>".getBytes(StandardCharsets.UTF_8));
			zip.closeEntry();
		}
		return out.toByteArray();
	}

}
