package vn.maiam.notification;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import vn.maiam.TestProvince;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.notification.NoticeKind.Mail;
import vn.maiam.notification.domain.NoticeSettings;
import vn.maiam.notification.domain.NoticeSettings.Ways;
import vn.maiam.notification.domain.PushDevices;
import vn.maiam.notification.domain.SendPush;
import vn.maiam.shared.Refused;
import vn.maiam.task.NewTask;
import vn.maiam.task.domain.TaskService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Telephones are told through a push service that stands here, with the browser's side of
 * RFC 8291 and RFC 8292 done by the JDK alone: nothing of the library that sends is used
 * to read.
 */
@SpringBootTest
@Import(TestProvince.People.class)
@DirtiesContext
class PushTests {

	private static final List<Told> TOLD = new CopyOnWriteArrayList<>();

	private static HttpServer service;

	private static volatile int answer = 201;

	@Autowired
	TestProvince province;

	@Autowired
	PushDevices devices;

	@Autowired
	SendPush sender;

	@Autowired
	NoticeSettings settings;

	@Autowired
	TaskService tasks;

	@Autowired
	AccountAdministration keys;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	JdbcClient jdbc;

	private KeyPair browser;

	private final byte[] secret = new byte[16];

	@BeforeAll
	static void pushService() throws IOException {
		service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		service.createContext("/", (exchange) -> {
			TOLD.add(Told.of(exchange));
			exchange.sendResponseHeaders(answer, -1);
			exchange.close();
		});
		service.start();
	}

	@AfterAll
	static void stop() {
		service.stop(0);
	}

	@DynamicPropertySource
	static void services(DynamicPropertyRegistry registry) {
		registry.add("maiam.push-services", () -> address() + "/.+");
	}

	@BeforeEach
	void aBrowser() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		this.browser = generator.generateKeyPair();
		new SecureRandom().nextBytes(this.secret);
		for (String table : List.of("notice_delivery", "notice", "push_device", "notice_preference")) {
			this.jdbc.sql("delete from " + table).update();
		}
		TOLD.clear();
		answer = 201;
	}

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void whatIsToldOnlyThisBrowserReadsAndTheServiceKnowsWhoSends() throws Exception {
		String key = subscribe("vonhai", "/one");
		task();
		untilAll("SENT");
		assertThat(TOLD).hasSize(1);
		Told told = TOLD.get(0);
		assertThat(told.header("Content-Encoding")).isEqualTo("aes128gcm");
		assertThat(told.header("TTL")).isEqualTo("86400");
		assertThat(new String(told.body(), StandardCharsets.ISO_8859_1)).doesNotContain("notifications");
		assertThat(open(told.body())).contains("Gọi xã", "\"path\":\"/notifications/", "\"tag\":\"task ");
		String[] vapid = told.header("Authorization").replace("vapid t=", "").split(", ?k=");
		assertThat(vapid[1]).as("the key that the browser was given").isEqualTo(key);
		assertThat(signedBy(vapid[0], vapid[1])).isTrue();
		assertThat(new String(Base64.getUrlDecoder().decode(vapid[0].split("\\.")[1]), StandardCharsets.UTF_8))
			.contains("\"aud\":\"http://127.0.0.1\"", "\"sub\":\"http");
		this.sender.sendAll();
		assertThat(TOLD).as("once").hasSize(1);
	}

	@Test
	void whoReadItAlreadyOrWantsNoneIsNotTold() throws Exception {
		subscribe("vonhai", "/one");
		this.transaction.executeWithoutResult((status) -> {
			task();
			this.jdbc.sql("update notice set read_at = now()").update();
		});
		untilAll("SKIPPED");
		this.province.actAs("vonhai");
		this.settings.choose(Map.of(NoticeKind.TASK_GIVEN, new Ways(Mail.NOW, false)), this.settings.quiet());
		task();
		this.sender.sendAll();
		assertThat(TOLD).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 503, 429, 403, 413 })
	void aServiceThatIsAwayIsAskedAgainAndABrowserThatIsGoneIsForgotten(int refusal) throws Exception {
		subscribe("vonhai", "/one");
		answer = refusal;
		task();
		await().untilAsserted(() -> {
			this.sender.sendAll();
			assertThat(
					this.jdbc.sql("select attempts from notice_delivery where channel = 'PUSH' and state = 'WAITING'")
						.query(Integer.class)
						.list())
				.containsExactly(1);
		});
		this.province.actAs("vonhai");
		assertThat(this.devices.own()).hasSize(1);
		SecurityContextHolder.clearContext();
		answer = 410;
		this.jdbc.sql("update notice_delivery set not_before = now() - interval '1 hour'").update();
		untilAll("SKIPPED");
		this.province.actAs("vonhai");
		assertThat(this.devices.own()).isEmpty();
	}

	@Test
	void aBrowserTellsOnePersonAndNobodyOnceItsOwnerIsLocked() throws Exception {
		subscribe("vonhai", "/shared");
		subscribe("lanhdao.vonhai", "/shared");
		this.province.actAs("vonhai");
		assertThat(this.devices.own()).isEmpty();
		this.province.actAs("lanhdao.vonhai");
		assertThat(this.devices.own()).hasSize(1);
		this.province.actAs("admin");
		this.keys.lock("lanhdao.vonhai", "thử");
		this.keys.unlock("lanhdao.vonhai", "thử");
		assertThat(this.jdbc.sql("select count(*) from push_device").query(Long.class).single()).isZero();
	}

	@Test
	void onlyKnownPushServicesAreEverCalled() {
		this.province.actAs("vonhai");
		String point = Base64.getUrlEncoder().withoutPadding().encodeToString(point(this.browser));
		String auth = Base64.getUrlEncoder().withoutPadding().encodeToString(this.secret);
		for (String endpoint : new String[] { "http://169.254.169.254/latest/meta-data", "https://example.vn/x",
				address().replace("127.0.0.1", "localhost") + "/x", "http://x@127.0.0.1:1/", address() + "/a b",
				address() + "/" + "a".repeat(1000), "", null }) {
			assertThatThrownBy(() -> this.devices.add(endpoint, point, auth, "")).as(endpoint)
				.isInstanceOf(Refused.class);
		}
		byte[] nowhere = point(this.browser);
		nowhere[40] ^= 1;
		assertThatThrownBy(() -> this.devices.add(address() + "/x",
				Base64.getUrlEncoder().withoutPadding().encodeToString(nowhere), auth, ""))
			.as("no point of the curve")
			.isInstanceOf(Refused.class);
	}

	/** Gives the key by which the browser knows the installation. */
	private String subscribe(String username, String path) {
		this.province.actAs(username);
		Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
		this.devices.add(address() + path, text.encodeToString(point(this.browser)), text.encodeToString(this.secret),
				"Chrome");
		return this.devices.key();
	}

	private void task() {
		this.province.actAs("lanhdao.vonhai");
		this.tasks.give(new NewTask(this.province.unit("170"), "Gọi xã", null, this.province.account("vonhai").id(),
				List.of(), null, LocalDate.of(2030, 1, 1), false, null, List.of()), null);
		// whatever the hour is
		this.jdbc.sql("update notice_delivery set not_before = now() - interval '1 minute' where state = 'WAITING'")
			.update();
		SecurityContextHolder.clearContext();
	}

	/** The scheduler sends as well, and may be in the middle of it. */
	private void untilAll(String state) {
		await().untilAsserted(() -> {
			this.sender.sendAll();
			assertThat(this.jdbc.sql("select state from notice_delivery where channel = 'PUSH'")
				.query(String.class)
				.list()).containsExactly(state);
		});
	}

	private static String address() {
		return "http://127.0.0.1:" + service.getAddress().getPort();
	}

	/**
	 * RFC 8291, section 3.4, and RFC 8188: salt, record size, the sender's key, the
	 * record.
	 */
	private String open(byte[] body) throws Exception {
		ByteBuffer in = ByteBuffer.wrap(body);
		byte[] salt = new byte[16];
		in.get(salt).getInt();
		byte[] sender = new byte[in.get()];
		in.get(sender);
		byte[] record = new byte[in.remaining()];
		in.get(record);
		KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
		agreement.init(this.browser.getPrivate());
		agreement.doPhase(publicKey(sender), true);
		byte[] info = ByteBuffer.allocate(14 + 65 + 65)
			.put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
			.put(point(this.browser))
			.put(sender)
			.array();
		byte[] input = hkdf(this.secret, agreement.generateSecret(), info, 32);
		byte[] key = hkdf(salt, input, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
		byte[] nonce = hkdf(salt, input, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
		String padded = new String(cipher.doFinal(record), StandardCharsets.UTF_8);
		assertThat(padded).endsWith("\u0002");
		return padded.substring(0, padded.length() - 1);
	}

	private static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int length) throws Exception {
		return Arrays.copyOf(
				hmac(hmac(salt, input), ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array()), length);
	}

	private static byte[] hmac(byte[] key, byte[] text) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(text);
	}

	private static boolean signedBy(String token, String key) throws Exception {
		String[] parts = token.split("\\.");
		Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
		signature.initVerify(publicKey(Base64.getUrlDecoder().decode(key)));
		signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
		return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
	}

	private static java.security.PublicKey publicKey(byte[] point) throws Exception {
		AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
		curve.init(new ECGenParameterSpec("secp256r1"));
		return KeyFactory.getInstance("EC")
			.generatePublic(new ECPublicKeySpec(
					new ECPoint(new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
							new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
					curve.getParameterSpec(ECParameterSpec.class)));
	}

	private static byte[] point(KeyPair pair) {
		ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
		ByteBuffer bytes = ByteBuffer.allocate(65).put((byte) 4);
		for (BigInteger coordinate : List.of(point.getAffineX(), point.getAffineY())) {
			byte[] number = coordinate.toByteArray();
			byte[] fixed = new byte[32];
			int length = Math.min(32, number.length);
			System.arraycopy(number, number.length - length, fixed, 32 - length, length);
			bytes.put(fixed);
		}
		return bytes.array();
	}

	private record Told(Map<String, List<String>> headers, List<Byte> bytes) {

		static Told of(HttpExchange exchange) throws IOException {
			List<Byte> bytes = new java.util.ArrayList<>();
			for (byte one : exchange.getRequestBody().readAllBytes()) {
				bytes.add(one);
			}
			return new Told(Map.copyOf(exchange.getRequestHeaders()), bytes);
		}

		String header(String name) {
			return this.headers.entrySet()
				.stream()
				.filter((it) -> it.getKey().equalsIgnoreCase(name))
				.map((it) -> it.getValue().get(0))
				.findFirst()
				.orElse("");
		}

		byte[] body() {
			byte[] body = new byte[this.bytes.size()];
			for (int at = 0; at < body.length; at++) {
				body[at] = this.bytes.get(at);
			}
			return body;
		}

	}

}
