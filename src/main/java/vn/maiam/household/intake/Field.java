package vn.maiam.household.intake;

import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import vn.maiam.household.FundingSource;
import vn.maiam.shared.Refused;

/**
 * What a column can mean, with the words that localities write above it. The patterns are
 * matched against headers without marks, in small letters; the first that fits wins, so
 * the narrower meanings come first.
 */
enum Field {

	ORDINAL("^(stt|tt|so tt|so thu tu)$"), GENDER("gioi tinh|nam ?[/,-] ?nu"), MALE("^nam$"), FEMALE("^nu$"),
	BIRTH("nam sinh|ngay sinh|thang,? nam sinh|sinh ngay"), CITIZEN_ID("cccd|cmnd|can cuoc|dinh danh|chung minh"),
	ETHNICITY("dan toc"), PHONE("dien thoai|sdt|so dt"), MEMBERS("so khau|nhan khau|so nguoi|so nhan khau"),
	REASON("ly do|nguyen nhan|vuong mac"), AGENCY("(co quan|don vi) (chu tri|phu trach|giai quyet|thuc hien)"),
	RESOLVE_BY("(thoi gian|thoi han|ngay) giai quyet"), SOLUTION("giai phap|huong giai quyet"),
	PREVIOUS_SUPPORT("da (duoc |tung )+.*ho tro"), NEAR_POOR("can ngheo"),
	FUND_FOR_THE_POOR("vi nguoi ngheo|quy vnn|\\bvnn\\b"), POOR("^(ho )?ngheo$"), MARTYR_FAMILY("liet si"),
	MERIT("co cong|\\bncc\\b"), ESTIMATE("du toan|tong (kinh phi|muc|nguon von|so tien)"),
	CENTRAL_BUDGET("(ngan sach|ns) ?(trung uong|tw)|nstw"), PROVINCE_BUDGET("(ngan sach|ns) tinh"),
	DISTRICT_BUDGET("(ngan sach|ns) huyen"), COMMUNE_BUDGET("(ngan sach|ns) xa"), SAVINGS_5_PERCENT("tiet kiem|5 ?%"),
	STATE_BUDGET("ngan sach|nsnn"), PROGRAMME_FUND("quy .*(chuong trinh|chung tay)"),
	POLICY_LOAN("nhcsxh|chinh sach xa hoi|vay von|von vay"), FRONT_AND_UNIONS("mttq|mat tran|doan the"),
	DONORS("xa hoi hoa|doanh nghiep|hao tam|tai tro|ung ho|xhh"), FAMILY("gia dinh|doi ung|dong ho|tu co"),
	NEW_BUILD("xay moi|lam moi|^xm$"), REPAIR("sua chua|cai tao|^sc$"), KIND("hinh thuc|nhu cau|loai hinh"),
	PLANNED_START("khoi cong|bat dau"), PLANNED_FINISH("hoan thanh|ket thuc"),
	CATEGORY("doi tuong|dien ho|loai ho|thuoc dien|phan loai"),
	OTHER_CATEGORY("^(khac|kho khan khac|ho khac|doi tuong khac)$"), PART("nhom chuong trinh|thuoc chuong trinh"),
	COMMUNE("^(xa|phuong|thi tran)\\b|xa ?[/,] ?phuong|phuong ?[/,] ?xa|ten xa"),
	DISTRICT("huyen|^thi xa|^thanh pho|^quan\\b"), HAMLET("xom|thon|\\bban\\b|tdp|to dan pho|khu pho|\\bap\\b"),
	ADDRESS("dia chi|noi o|noi cu tru|cho o"), NOTE("ghi chu"),
	FULL_NAME("ho va ten|ho, ten|ho ten|ten chu ho|chu ho|ho dem"), IGNORED("(?!)");

	private final Pattern words;

	Field(String words) {
		this.words = Pattern.compile(words);
	}

	/** The meaning of a header, or null when no words fit. */
	static @Nullable Field of(String bareHeader) {
		for (Field field : values()) {
			if (field.words.matcher(bareHeader).find()) {
				return field;
			}
		}
		return null;
	}

	/** The field of that name; what no form offers is refused. */
	static Field named(String name) {
		return Arrays.stream(values())
			.filter((field) -> field.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new Refused("intake.refused.choice"));
	}

	/** The source of money that this column holds; null for other columns. */
	@Nullable FundingSource source() {
		for (FundingSource source : FundingSource.values()) {
			if (source.name().equals(name())) {
				return source;
			}
		}
		return null;
	}

	/** Whether an x in the column says something. */
	boolean isMark() {
		return switch (this) {
			case MALE, FEMALE, POOR, NEAR_POOR, MERIT, MARTYR_FAMILY, OTHER_CATEGORY, NEW_BUILD, REPAIR -> true;
			default -> false;
		};
	}

}
