package vn.maiam.handover;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table as it goes into a pack and comes out of it, in the order of loading: whatever a
 * row points at comes before it. The queries ask the temporary tables {@code pack_unit}
 * (the unit and all below it), {@code pack_person} (everybody who is named) and, of the
 * work, {@code pack_task}, {@code pack_directive}, {@code pack_post} and
 * {@code pack_attachment}. What was written to one person is that person's and stays
 * behind; of what was removed the trace goes and the text does not.
 *
 * @param name of the file and of the table
 * @param title what people call it
 * @param columns the columns that are carried; their names in the file
 * @param from the query's part from {@code from} on, with the table as {@code t}
 * @param instead of a column's own value this expression is carried
 */
record PackTable(String name, String title, List<String> columns, String from, Map<String, String> instead) {

	private static final String MINE = " join household h on h.id = t.household_id where h.unit_id in (select id from pack_unit)";

	static final List<PackTable> ALL = List.of(
			of("administrative_unit", "Đơn vị hành chính", "id code name kind parent_id valid_from valid_to",
					"where t.id in (select id from pack_unit) or t.id in (select ancestor_id from unit_closure "
							+ "where descendant_id in (select id from pack_unit)) order by length(t.code), t.code"),
			of("user_account", "Tài khoản",
					"id username password_hash full_name name_sort phone email created_at password_changed_at activated_at "
							+ "notice_read_at locked_at lock_reason active_on version",
					"join pack_person p on p.id = t.id order by t.username")
				// nobody's password goes, and of who is only named the name and nothing
				// else
				.instead("'{bcrypt}!'", "password_hash")
				.instead("null::timestamptz", "activated_at")
				.instead("case when p.own then t.%1$s end", "phone", "email", "notice_read_at", "active_on")
				.instead("case when p.own then t.%1$s else now() end", "created_at", "password_changed_at", "locked_at")
				.instead("case when p.own then t.%1$s else 'ngoài địa phương' end", "lock_reason"),
			of("account_grant", "Quyền",
					"account_id role unit_id granted_at valid_from valid_to decision_no decision_date granted_by deputy_of ended_at ended_by end_reason",
					"where t.unit_id in (select id from pack_unit) order by t.id"),
			of("committee", "Ban Chỉ đạo, Tổ giúp việc",
					"id unit_id kind decision_no decision_date valid_from valid_to version",
					"where t.unit_id in (select id from pack_unit) order by t.id"),
			of("membership", "Thành viên",
					"committee_id account_id position office decision_no decision_date from_day to_day end_reason recorded_at recorded_by version",
					"join committee c on c.id = t.committee_id where c.unit_id in (select id from pack_unit) order by t.id"),
			of("phase", "Đợt", "id ordinal", "order by t.ordinal"),
			of("deadline_decision", "Quyết định thời hạn", "phase_id deadline document_no document_date recorded_at",
					"order by t.id"),
			of("weight_decision", "Quyết định về trọng số giai đoạn",
					"kind stage weight valid_from document_no recorded_at", "order by t.id"),
			of("household", "Hộ",
					"id version code phase_id part category kind full_name name_sort gender birth_year birth_date ethnicity "
							+ "phone members citizen_id_masked unit_id hamlet latitude longitude hard_floor hard_frame hard_roof "
							+ "house_area house_condition land_status land_certificate planned_area estimate builder planned_start "
							+ "planned_finish previous_support responsible note eligibility ineligible_reason solution agency "
							+ "resolve_by stage halt reached_on started_on completed_on progress_at created_at recorded_at recorded_by "
							+ "evidence removal_reason weight",
					"where t.unit_id in (select id from pack_unit) order by t.code"),
			of("eligibility_decision", "Quyết định về điều kiện",
					"id household_id eligibility ineligible_reason solution agency resolve_by document_no document_date note recorded_at recorded_by removal_reason",
					MINE + " order by t.recorded_at, t.id"),
			of("progress_entry", "Cập nhật tiến độ",
					"id household_id position stage halt reached_on note obstacle reason document_no corrects_id latitude longitude accuracy_metres recorded_at recorded_by",
					MINE + " order by t.recorded_at, t.id"),
			of("photo", "Ảnh",
					"id household_id entry_id storage_key sha256 bytes width height taken_at latitude longitude uploaded_at likeness",
					MINE + " order by t.uploaded_at, t.id"),
			of("funding_line", "Nguồn vốn", "household_id source form pledged allocated disbursed recorded_at",
					MINE + " order by t.household_id, t.source, t.form"),
			of("household_tally", "Sổ cái số hộ",
					"household_id recorded_at unit_id phase_id part category kind eligibility stage halt change evidence reason weight",
					"where t.unit_id in (select id from pack_unit) order by t.id"),
			of("funding_tally", "Sổ cái nguồn vốn",
					"recorded_at unit_id phase_id source form pledged allocated disbursed",
					"where t.unit_id in (select id from pack_unit) order by t.id"),
			of("evidence_flag", "Nghi vấn minh chứng",
					"id version household_id entry_id rule arguments reason state raised_at raised_by decided_at decided_by note",
					MINE + " order by t.raised_at, t.id"),
			of("reporting_week", "Tuần báo cáo",
					"label opens_at cut_off_at lower_due_at top_due_at sign_off lowest_level reminded_at closed_at",
					"order by t.opens_at"),
			of("weekly_report", "Báo cáo tuần",
					"id version unit_id week number state result difficulties proposals plans correction_reason "
							+ "first_submitted_at submitted_at submitted_by signed_at signed_by decided_at decided_by return_reason "
							+ "reopened_until kept",
					"where t.unit_id in (select id from pack_unit) order by t.week, t.unit_id, t.number"),
			of("report_step", "Các bước của báo cáo", "report_id at by_id act note narrative",
					"join weekly_report r on r.id = t.report_id where r.unit_id in (select id from pack_unit) order by t.id"),
			of("ledger_closing", "Khóa sổ", "closed_until", ""),
			of("document", "Văn bản",
					"id version unit_id reach kind number issued_on issuer signer summary tags year recorded_at recorded_by changed_at removed_at removed_by removal_reason",
					"where t.unit_id in (select id from pack_unit) order by t.recorded_at, t.id")
				.instead("case when t.removed_at is null then t.%1$s end", "number", "issued_on", "issuer", "signer")
				.instead("case when t.removed_at is null then t.%1$s else '(đã gỡ)' end", "summary", "tags"),
			of("directive", "Chỉ đạo",
					"id version unit_id number title text due_on issued_at issued_by withdrawn_at withdrawal_reason",
					"where t.id in (select id from pack_directive) order by t.id"),
			of("task", "Công việc",
					"id version unit_id title details owner_id given_by subject_kind subject_id personal cause due_on "
							+ "priority state repeats made_at closed_at closed_by close_note",
					"where t.id in (select id from pack_task) order by t.id"),
			of("directive_addressee", "Nơi nhận chỉ đạo",
					"directive_id unit_id account_id opened_at opened_by acknowledged_at acknowledged_by started_at "
							+ "started_by done_at done_by note task_id reminded_at reminders escalated_at",
					"where t.directive_id in (select id from pack_directive) and t.account_id is null and t.unit_id in (select id from pack_unit) order by t.id"),
			of("task_helper", "Người phối hợp", "task_id account_id",
					"where t.task_id in (select id from pack_task) order by t.task_id, t.account_id"),
			of("task_item", "Việc con", "task_id position text done_at done_by",
					"where t.task_id in (select id from pack_task) order by t.task_id, t.position"),
			of("post", "Trao đổi",
					"id version subject_kind subject_id unit_id parent_id author_id text written_at edited_at pinned_at "
							+ "removed_at removed_by removal_reason comments moved_at",
					"where t.id in (select id from pack_post) order by t.parent_id is not null, t.written_at, t.id")
				.instead("case when t.removed_at is null then t.%1$s else '(đã gỡ)' end", "text"),
			of("post_edit", "Bài đã sửa", "post_id edited_at text_before",
					"join post p on p.id = t.post_id where t.post_id in (select id from pack_post) and p.removed_at is null order by t.id"),
			of("post_mention", "Nhắc tên", "post_id account_id",
					"where t.post_id in (select id from pack_post) order by t.post_id, t.account_id"),
			of("reaction", "Bày tỏ", "post_id account_id kind",
					"where t.post_id in (select id from pack_post) order by t.post_id, t.account_id"),
			of("stored_file", "Nội dung tệp", "id sha256 size media_type state stored_at",
					"where t.id in (select a.file_id from pack_attachment a) order by t.id")
				// it is read for its words once more
				.instead("'NEW'", "state"),
			of("attachment", "Tệp đính kèm", "id subject_kind subject_id unit_id file_id name added_at added_by",
					"where t.id in (select id from pack_attachment) order by t.added_at, t.id"));

	/**
	 * The trail goes with the data for reading; a chain cannot be continued by another
	 * installation. Where people signed in from, and what is personal, does not go.
	 */
	static final PackTable TRAIL = of("audit_entry", "Nhật ký",
			"id at actor_name action subject_kind subject_id subject_label changes note lane position hash",
			"""
					where t.unit_id in (select id from pack_unit) and not starts_with(t.action, 'login.')
						and not (t.subject_kind = 'task' and t.subject_id not in (select id::text from pack_task))
						and not (t.subject_kind = 'directive' and t.subject_id not in (select id::text from pack_directive))
						and not (t.subject_kind = 'post' and t.subject_id not in (select id::text from pack_post))
					order by t.at, t.id""")
		.instead("case when not starts_with(t.action, 'account.') then t.%1$s end", "changes")
		.instead(
				"""
						case when t.subject_kind <> 'document' or t.subject_id in (select d.id::text from document d where d.removed_at is null)
						then t.%1$s else '' end""",
				"subject_label");

	private static PackTable of(String name, String title, String columns, String from) {
		return new PackTable(name, title, List.of(columns.split(" ")), "from " + name + " t " + from, Map.of());
	}

	/**
	 * The same table, where these columns carry something else than they hold.
	 * @param expression in SQL, with the column as {@code %1$s}
	 */
	private PackTable instead(String expression, String... columns) {
		Map<String, String> all = new HashMap<>(this.instead);
		for (String column : columns) {
			all.put(column, expression.formatted(column));
		}
		return new PackTable(this.name, this.title, this.columns, this.from, Map.copyOf(all));
	}

	/** The query of what is carried. */
	String query() {
		return this.columns.stream()
			.map((column) -> this.instead.getOrDefault(column, "t." + column) + " as " + column)
			.collect(Collectors.joining(", ", "select ", " " + this.from));
	}

	/**
	 * Whether a column names a unit, whose number differs from installation to
	 * installation.
	 */
	static boolean namesUnit(String column) {
		return "unit_id".equals(column);
	}

	static boolean namesPhase(String column) {
		return "phase_id".equals(column);
	}

}
