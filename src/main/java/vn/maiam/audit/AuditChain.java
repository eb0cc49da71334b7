package vn.maiam.audit;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.shared.Installation;
import vn.maiam.shared.Seal;

/**
 * Verifies the trail: each entry's hash is SHA-256 over the hash before it in its lane
 * and its own fields, positions have no gap, the heads agree with the last entries, and
 * the anchors, sealed with a secret that is not in the database, agree with what stood
 * there then. Computed here, not by the database that is being examined.
 */
@Component
class AuditChain {

	private static final int FETCH = 2000;

	/** The fields of an entry in the order of the database's {@code audit_content}. */
	private static final String ENTRIES = """
			select e.lane, e.position, e.hash, e.id::text, (extract(epoch from at) * 1000000)::bigint::text, actor_id::text,
				actor_name, address, agent, action, subject_kind, subject_id, subject_label, unit_id::text, changes::text,
				note, lane::text, position::text
			from audit_entry e order by e.lane, e.position, e.id""";

	private static final int FIRST_FIELD = 4;

	private static final int FIELDS = 15;

	private final JdbcTemplate jdbc;

	private final Seal seal;

	private final JsonMapper json;

	AuditChain(JdbcTemplate jdbc, Installation installation, JsonMapper json) {
		this.jdbc = new JdbcTemplate(requireNonNull(jdbc.getDataSource()));
		this.jdbc.setFetchSize(FETCH);
		this.seal = new Seal(installation, "audit");
		this.json = json;
	}

	/**
	 * Reads the whole trail as it is at this moment and says what is wrong with it first,
	 * if anything.
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Verdict verify() {
		Walk walk = new Walk(cuts(), anchors());
		this.jdbc.query(ENTRIES, (row) -> {
			walk.entry(row);
		});
		walk.leaveLane();
		this.jdbc.query("select lane, position, hash from audit_lane order by lane", (row) -> {
			walk.head(row.getInt("lane"), row.getLong("position"), row.getBytes("hash"));
		});
		return walk.verdict();
	}

	/**
	 * Seals the heads that have moved since the last anchor, together with that anchor's
	 * seal: an anchor that is taken away from among the others is missed.
	 */
	@Transactional
	public String anchor(Instant now) {
		Map<Integer, Head> heads = new TreeMap<>();
		this.jdbc.query("select lane, position, hash from audit_lane where position > 0 order by lane", (row) -> {
			heads.put(row.getInt("lane"), new Head(row.getLong("position"), hex(row.getBytes("hash"))));
		});
		this.jdbc.query("select heads::text from audit_anchor", (row) -> {
			// what an anchor has sealed already need not be sealed again
			read(row.getString(1)).forEach(heads::remove);
		});
		Timestamp at = new Timestamp(now.toEpochMilli());
		byte[] sealed = seal(lastSeal(), at, heads);
		this.jdbc.update("insert into audit_anchor (at, heads, seal) values (?, ?::jsonb, ?)", at,
				this.json.writeValueAsString(heads), sealed);
		return hex(sealed);
	}

	private String lastSeal() {
		return this.jdbc
			.query("select seal from audit_anchor order by id desc limit 1", (row, number) -> hex(row.getBytes(1)))
			.stream()
			.findFirst()
			.orElse("");
	}

	private byte[] seal(String before, Timestamp at, Map<Integer, Head> heads) {
		return this.seal
			.fingerprint("anchor " + before + " " + at.getTime() + " " + this.json.writeValueAsString(heads));
	}

	private Map<Integer, Head> read(String heads) {
		return this.json.readValue(heads, new TypeReference<TreeMap<Integer, Head>>() {
		});
	}

	private Map<Integer, List<Cut>> cuts() {
		Map<Integer, List<Cut>> cuts = new HashMap<>();
		this.jdbc.query("select * from audit_cut order by lane, from_position", (row) -> {
			Cut cut = new Cut(row.getInt("lane"), row.getLong("from_position"), row.getLong("to_position"),
					hex(row.getBytes("before_hash")), hex(row.getBytes("after_hash")), hex(row.getBytes("seal")));
			cuts.computeIfAbsent(cut.lane(), (lane) -> new ArrayList<>()).add(cut);
		});
		return cuts;
	}

	/**
	 * lane → position → the hash that an anchor has seen there, or what is wrong with
	 * that anchor.
	 */
	private Map<Integer, Map<Long, String>> anchors() {
		Map<Integer, Map<Long, String>> seen = new HashMap<>();
		String[] before = { "" };
		this.jdbc.query("select id, at, heads::text, seal from audit_anchor order by id", (row) -> {
			Map<Integer, Head> heads = read(row.getString("heads"));
			byte[] sealed = row.getBytes("seal");
			boolean good = MessageDigest.isEqual(seal(before[0], row.getTimestamp("at"), heads), sealed);
			before[0] = hex(sealed);
			heads.forEach((lane, head) -> seen.computeIfAbsent(lane, (it) -> new HashMap<>())
				.merge(head.position(), good ? head.hash() : "bent anchor",
						(one, other) -> one.equals(other) ? one : "bent anchor"));
			if (!good) {
				// with no head of its own it must be seen all the same
				seen.computeIfAbsent(0, (it) -> new HashMap<>()).put(row.getLong("id"), "bent anchor");
			}
		});
		return seen;
	}

	/** Whether a seal that somebody has kept from the log is still among the anchors. */
	@Transactional(readOnly = true)
	public boolean knows(String seal) {
		return seal.matches("[0-9a-f]{64}") && Boolean.TRUE.equals(this.jdbc.queryForObject(
				"select exists (select 1 from audit_anchor where seal = decode(?, 'hex'))", Boolean.class, seal));
	}

	String seal(Cut cut) {
		return hex(this.seal.fingerprint(
				"cut " + cut.lane() + " " + cut.from() + " " + cut.to() + " " + cut.before() + " " + cut.after()));
	}

	private static byte[] content(ResultSet row) throws SQLException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (int at = FIRST_FIELD; at < FIRST_FIELD + FIELDS; at++) {
			String field = row.getString(at);
			if (field == null) {
				content.write('-');
				continue;
			}
			byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
			content.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
			content.writeBytes(bytes);
		}
		return content.toByteArray();
	}

	static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** One pass over the trail, lane by lane. */
	private final class Walk {

		private final Map<Integer, List<Cut>> cuts;

		private final Map<Integer, Map<Long, String>> anchors;

		private final Map<Integer, Head> last = new HashMap<>();

		private final MessageDigest digest = sha256();

		private int lane = Integer.MIN_VALUE;

		private long position;

		private byte[] hash = {};

		private long entries;

		private @Nullable Bend bend;

		Walk(Map<Integer, List<Cut>> cuts, Map<Integer, Map<Long, String>> anchors) {
			this.cuts = cuts;
			this.anchors = anchors;
		}

		void entry(ResultSet row) throws SQLException {
			this.entries++;
			if (row.getInt(1) != this.lane) {
				leaveLane();
				this.lane = row.getInt(1);
				this.position = 0;
				this.hash = new byte[0];
			}
			long at = row.getLong(2);
			skipCuts(at);
			long id = Long.parseLong(row.getString(FIRST_FIELD));
			if (at != this.position + 1) {
				bent((at <= this.position) ? Bend.Kind.INSERTED : Bend.Kind.MISSING, id,
						Math.min(at, this.position + 1));
			}
			this.digest.update(this.hash);
			byte[] computed = this.digest.digest(content(row));
			byte[] written = row.getBytes(3);
			if (!Arrays.equals(computed, written) && this.bend == null) {
				bent(Bend.Kind.CHANGED, id, at);
			}
			this.position = at;
			this.hash = written;
			checkAnchors();
		}

		/** What comes after the last entry of a lane was not to be lost. */
		void head(int ofLane, long atPosition, byte[] withHash) {
			this.lane = ofLane;
			Head end = this.last.getOrDefault(ofLane, new Head(0, ""));
			this.position = end.position();
			this.hash = HexFormat.of().parseHex(end.hash());
			skipCuts(atPosition + 1);
			if (atPosition != this.position) {
				bent((atPosition > this.position) ? Bend.Kind.MISSING : Bend.Kind.INSERTED, 0,
						Math.min(atPosition, this.position) + 1);
			}
			else if (!Arrays.equals(withHash, this.hash)) {
				bent(Bend.Kind.CHANGED, 0, atPosition);
			}
			this.last.remove(ofLane);
		}

		Verdict verdict() {
			if (!this.last.isEmpty()) {
				Map.Entry<Integer, Head> stray = this.last.entrySet().iterator().next();
				this.lane = stray.getKey();
				bent(Bend.Kind.INSERTED, 0, stray.getValue().position());
			}
			this.anchors.forEach((ofLane, seen) -> seen.forEach((at, hashes) -> {
				this.lane = ofLane;
				bent(Bend.Kind.ANCHOR, 0, at);
			}));
			return new Verdict(this.entries, Optional.ofNullable(this.bend));
		}

		void leaveLane() {
			if (this.position > 0) {
				this.last.put(this.lane, new Head(this.position, hex(this.hash)));
			}
			this.position = 0;
		}

		private void skipCuts(long before) {
			for (Cut cut : this.cuts.getOrDefault(this.lane, List.of())) {
				if (cut.from() == this.position + 1 && cut.to() < before) {
					if (!cut.before().equals(hex(this.hash)) || !seal(cut).equals(cut.seal())) {
						bent(Bend.Kind.CUT, 0, cut.from());
					}
					Map<Long, String> seen = this.anchors.getOrDefault(this.lane, new HashMap<>());
					seen.keySet().removeIf((at) -> at >= cut.from() && at < cut.to());
					this.position = cut.to();
					this.hash = HexFormat.of().parseHex(cut.after());
					checkAnchors();
				}
			}
		}

		private void checkAnchors() {
			Map<Long, String> seen = this.anchors.get(this.lane);
			String anchored = (seen != null) ? seen.remove(this.position) : null;
			if (anchored != null && !anchored.equals(hex(this.hash))) {
				bent(Bend.Kind.ANCHOR, 0, this.position);
			}
		}

		private void bent(Bend.Kind kind, long id, long at) {
			if (this.bend == null) {
				this.bend = new Bend(kind, this.lane, at, id);
			}
		}

	}

	/** The head of a lane: its last position and hash (hexadecimal). */
	record Head(long position, String hash) {
	}

	/** A stretch of a lane that was thrown away when its time was over. */
	record Cut(int lane, long from, long to, String before, String after, String seal) {
	}

	/**
	 * The first thing that is wrong.
	 *
	 * @param entryId the entry where it shows; 0 when it is not at an entry
	 */
	record Bend(Kind kind, int lane, long position, long entryId) {

		enum Kind {

			/** An entry, or a head, is not what was written. */
			CHANGED,
			/** Entries are gone. */
			MISSING,
			/** An entry that was not written in its turn. */
			INSERTED,
			/**
			 * The trail is not what an anchor has seen, or the anchor itself was bent.
			 */
			ANCHOR,
			/** What is said to have been thrown away does not fit. */
			CUT

		}
	}

	/** What verifying has found. */
	record Verdict(long entries, Optional<Bend> bend) {
	}

}
