package vn.maiam.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

import vn.maiam.account.AccountRegister;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.directive.domain.DirectiveReception;
import vn.maiam.directive.domain.DirectiveService;
import vn.maiam.directive.domain.NewDirective;
import vn.maiam.discussion.domain.DiscussionService;
import vn.maiam.discussion.domain.Reaction;
import vn.maiam.document.DocumentKind;
import vn.maiam.document.domain.DocumentFields;
import vn.maiam.document.domain.DocumentFields.Reach;
import vn.maiam.document.domain.DocumentService;
import vn.maiam.shared.SubjectRef;
import vn.maiam.shared.UnitCode;
import vn.maiam.task.NewTask;
import vn.maiam.task.NewTask.Repeats;
import vn.maiam.task.domain.TaskService;

/** Orders, talk, tasks and documents of the last weeks; every word is invented. */
@Component
@ConditionalOnProperty(name = "maiam.demo", havingValue = "true")
class DemoWork {

	private final DirectiveService directives;

	private final DirectiveReception reception;

	private final DiscussionService discussion;

	private final DocumentService documents;

	private final TaskService tasks;

	private final AccountRegister accounts;

	private final UnitDirectory units;

	DemoWork(DirectiveService directives, DirectiveReception reception, DiscussionService discussion,
			DocumentService documents, TaskService tasks, AccountRegister accounts, UnitDirectory units) {
		this.directives = directives;
		this.reception = reception;
		this.discussion = discussion;
		this.documents = documents;
		this.tasks = tasks;
		this.accounts = accounts;
		this.units = units;
	}

	List<Deed> deeds(LocalDate today) {
		List<Deed> deeds = new ArrayList<>();
		library(deeds, today);
		orders(deeds, today);
		talk(deeds, today);
		deeds.add(
				new Deed(at(today.minusDays(6), 9), "lanhdao.vonhai",
						() -> this.tasks.give(new NewTask(unit("170"), "Kiểm tra thực địa các nhà đang lên khung",
								"Đi cùng cán bộ xã; chụp ảnh từng nhà.", this.accounts.require("vonhai").id(),
								List.of(), null, today.plusDays(2), true, null,
								List.of("Lập danh sách nhà cần đi", "Hẹn cán bộ xã", "Chụp ảnh, cập nhật tiến độ")),
								null)));
		deeds.add(new Deed(at(today.minusDays(20), 9), "tinh", () -> this.tasks.give(new NewTask(unit("19"),
				"Tổng hợp vướng mắc về đất gửi Sở Tài nguyên và Môi trường", null, this.accounts.require("tinh").id(),
				List.of(), null, today.minusDays(1), false, Repeats.MONTHLY, List.of()), null)));
		return deeds;
	}

	private void library(List<Deed> deeds, LocalDate today) {
		document(deeds, at(today.minusDays(40), 8), "lanhdao", "19", Reach.BELOW, DocumentKind.PLAN, "45/KH-UBND",
				today.minusDays(41), "UBND tỉnh Thái Nguyên", "Kế hoạch xóa nhà tạm, nhà dột nát trên địa bàn tỉnh",
				"kế hoạch, nhà tạm", List.of("Mục tiêu: hoàn thành 191 hộ đợt 1 và 400 hộ đợt 2.",
						"Nguồn vốn: ngân sách, quỹ vì người nghèo, doanh nghiệp, gia đình và ngày công."));
		document(deeds, at(today.minusDays(33), 10), "tinh", "19", Reach.BELOW, DocumentKind.GUIDANCE, "118/HD-SXD",
				today.minusDays(34), "Sở Xây dựng", "Hướng dẫn mẫu nhà “3 cứng” và dự toán tham khảo",
				"mẫu nhà, dự toán", List.of("Nền cứng, khung cứng, mái cứng; diện tích tối thiểu 30 mét vuông."));
		document(deeds, at(today.minusDays(30), 10), "tinh", "19", Reach.BELOW, DocumentKind.FORM, null, null, null,
				"Biên bản nghiệm thu, bàn giao nhà (mẫu)", "biểu mẫu, nghiệm thu",
				List.of("Biên bản bàn giao nhà cho hộ gia đình; thành phần dự; xác nhận của thôn bản."));
		document(deeds, at(today.minusDays(12), 15), "vonhai", "170", Reach.GROUP, DocumentKind.MINUTES, "07/BB-BCĐ",
				today.minusDays(13), "Ban Chỉ đạo huyện Võ Nhai", "Biên bản họp giao ban tuần của Ban Chỉ đạo huyện",
				"", List.of("Các xã Thượng Nung, Sảng Mộc còn vướng đường vận chuyển vật liệu."));
	}

	private void document(List<Deed> deeds, Instant moment, String who, String unit, Reach reach, DocumentKind kind,
			@Nullable String number, @Nullable LocalDate issuedOn, @Nullable String issuer, String summary, String tags,
			List<String> text) {
		deeds.add(new Deed(moment, who,
				() -> this.documents.add(
						new DocumentFields(unit(unit), reach, kind, number, issuedOn, issuer, null, summary, tags),
						List.of(new DemoFile(summary + ".docx", text)))));
	}

	private void orders(List<Deed> deeds, LocalDate today) {
		long[] done = { 0 };
		deeds.add(new Deed(at(today.minusDays(16), 8), "lanhdao", () -> {
			done[0] = issue("97/CĐ-UBND", "Khởi công toàn bộ hộ đợt 1 đã đủ điều kiện",
					"Các huyện, thành phố tập trung khởi công các hộ đợt 1 đã đủ điều kiện; hộ nào chưa khởi công phải nêu rõ lý do và ngày dự kiến.",
					today.plusDays(10));
			this.directives.makeTasks(done[0]);
		}));
		int hour = 9;
		for (Map.Entry<String, String> office : DemoActors.OFFICERS.entrySet()) {
			String officer = office.getValue();
			if (!"donghy".equals(officer)) {
				deeds
					.add(new Deed(at(today.minusDays(16), hour++), officer, () -> this.reception.acknowledge(done[0])));
			}
		}
		long[] fresh = { 0 };
		deeds.add(new Deed(at(today.minusDays(1), 16), "lanhdao", () -> fresh[0] = issue(null,
				"Rà soát an toàn các nhà đang thi công trước đợt mưa",
				"Kiểm tra giàn giáo, mái che tạm của các nhà đang dựng khung, lợp mái; báo lại nhà nào phải tạm dừng.",
				today.plusDays(2))));
		deeds.add(new Deed(at(today.minusDays(1), 17), "daitu", () -> this.reception.acknowledge(fresh[0])));
		deeds
			.add(new Deed(at(today.minusDays(1), 17).plusSeconds(900), "dinhhoa", () -> this.reception.open(fresh[0])));
	}

	private long issue(@Nullable String number, String title, String text, LocalDate due) {
		List<Long> districts = this.units.children(unit("19")).stream().map(Unit::id).toList();
		return this.directives.issue(
				new NewDirective(unit("19"), number, title, text, due, districts, List.of(), List.of(), false),
				List.of());
	}

	private void talk(List<Deed> deeds, LocalDate today) {
		SubjectRef room = new SubjectRef("group", "170");
		UUID[] asked = new UUID[1];
		deeds.add(new Deed(at(today.minusDays(3), 14), "vonhai", () -> asked[0] = this.discussion.post(room,
				"Đường vào **Sảng Mộc** sạt lở, xe chở gạch chưa vào được. Nhờ @lanhdao.vonhai cho ý kiến:\n\n- chờ thông "
						+ "đường, hoặc\n- trung chuyển bằng xe nhỏ từ Nghinh Tường.",
				null)));
		deeds.add(new Deed(at(today.minusDays(3), 15), "lanhdao.vonhai", () -> {
			this.discussion.comment(asked[0], "Trung chuyển bằng xe nhỏ. Huyện đoàn cử 10 đồng chí hỗ trợ ngày công.",
					null);
			this.discussion.react(asked[0], Reaction.AGREED);
		}));
		deeds.add(new Deed(at(today.minusDays(2), 9), "lanhdao.vonhai", () -> this.discussion.post(room,
				"Các xã gửi ảnh nhà đang lợp mái trước 16 giờ thứ Năm. @vonhai tổng hợp.", null)));
		deeds.add(new Deed(at(today.minusDays(5), 10), "tinh", () -> this.discussion.post(new SubjectRef("group", "19"),
				"Sở Xây dựng đã có hướng dẫn mẫu nhà “3 cứng”, xem trong Thư viện tài liệu.", null)));
	}

	private long unit(String code) {
		return this.units.require(new UnitCode(code)).id();
	}

	private static Instant at(LocalDate day, int hour) {
		return DemoProvince.at(day, hour);
	}

}
