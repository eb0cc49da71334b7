package vn.maiam.household.intake.reading;

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
public enum Field {

	ORDINAL("^(stt|tt|so tt|so thu tu)$"), CODE("^ma ho( trong so)?$|^ma so ho$"),
	GENDER("gioi tinh|^g\\.? ?tinh$|^gioi$|nam ?[/,-] ?nu|nu ?[/,-] ?nam|^phai$|^gt$"), MALE("^(gioi tinh )?nam$"),
	FEMALE("^(gioi tinh )?nu$"),
	BIRTH("nam sinh|ngay sinh|thang,? nam sinh|sinh ngay|sinh nam|^n\\.? ?sinh$|^sinh$|^n\\.?s\\.?$|^s\\.?n\\.?$|^tuoi$"),
	BIRTH_MALE("(?!)"), BIRTH_FEMALE("(?!)"), BIRTH_DAY("(?!)"), BIRTH_MONTH("(?!)"),
	CITIZEN_ID("cccd|cmnd|cmt|can cuoc|dinh danh|chung minh"), ETHNICITY("dan toc"),
	PHONE("^(?!.*(truong (xom|thon|ban|khu|to)|can bo|nguoi than|cua con)).*(dien thoai|^(so )?s?dt\\.?$|so dt|sdt|di dong)"),
	MEMBERS("^sk$|^khau$|so khau|nhan khau|so nguoi|so nhan khau"),
	REASON("^(?!ly do (bi )?tu choi).*(ly do|nguyen nhan|vuong mac)"),
	AGENCY("(co quan|don vi) (chu tri|phu trach|giai quyet|thuc hien)"),
	RESOLVE_BY("(thoi gian|thoi han|ngay) giai quyet|giai quyet xong truoc"), SOLUTION("giai phap|huong giai quyet"),
	PREVIOUS_SUPPORT("da (duoc |tung )+.*ho tro"), MEETS("^du (dieu kien|dk)$"),
	NOT_MEETS("^(chua|khong) du (dieu kien|dk)$"), RELATION("^(?!.*quan he cua chu ho).*quan he"),
	ELIGIBILITY(
			"^(tinh trang )?(du )?dieu kien( ho tro)?$|ket qua (ra soat|xet|binh xet|tham dinh|kiem tra|phe duyet)|^ket luan"),
	NO_NEED("(khong|het) (co |con )?nhu cau|(rut|dua ra|loai) (khoi )?(ten|danh sach)"),
	PHASE("^dot( ho tro| thuc hien| xet duyet)?$|^thuoc dot"),
	PROGRESS("^giai doan( hien tai| thi cong)?$|tien do|^dang (lam|xay|thi cong|thuc hien|sua)|^da (xong|hoan thanh"
			+ "|khoi cong|lam|giai ngan|nhan|cap|ban giao)|^chua (kc|khoi cong|lam)$|giai ngan|xong (mong|tuong|mai)"
			+ "|ket qua thuc hien"),
	NEAR_POOR("can ngheo|^cn$|^hcn$"), FUND_FOR_THE_POOR("vi nguoi ngheo|quy vnn|\\bvnn\\b"),
	POOR("^(ho )?ngheo$|^hn$"), MARTYR_FAMILY("liet s[iy]"), MERIT("co cong|\\bncc\\b"),
	ESTIMATE("du toan|tong (kinh phi|kp|muc|nguon von|so tien|von|cong)|^(kinh phi|so tien|muc)( de nghi)?( ho tro)?$"
			+ "|^nhu cau kinh phi$|kinh phi (ho tro|du kien|thuc hien|xay dung|de nghi)|muc ho tro|so tien ho tro"
			+ "|^(du kien|de nghi) kinh phi|^k\\.?p\\.?( ?dk)?$|^kinh phi du kien"),
	CENTRAL_BUDGET("(ngan sach|ns) ?(trung uong|tw)|nstw"), PROVINCE_BUDGET("(ngan sach|ns) ?tinh|^nst$"),
	DISTRICT_BUDGET("(ngan sach|ns) ?huyen"), COMMUNE_BUDGET("(ngan sach|ns) ?xa"), SAVINGS_5_PERCENT("tiet kiem|5 ?%"),
	STATE_BUDGET("ngan sach|nsnn|^nha nuoc( ho tro)?$"), PROGRAMME_FUND("quy .*(chuong trinh|chung tay)"),
	POLICY_LOAN("nhcsxh|chinh sach xa hoi|vay von|von vay"), FRONT_AND_UNIONS("mttq|mat tran|doan the"),
	DONORS("xa hoi hoa|doanh nghiep|hao tam|tai tro|\\bung ho|xhh"),
	FAMILY("^dan( gop| dong gop)?$|nhan dan (dong )?gop|^(?!.*(hoan canh|dac diem|dieu kien)).*gia dinh|doi ung|dong ho|tu co"),
	NEW_BUILD("xay moi|lam moi|^xm$|^xay$"), REPAIR("sua chua|cai tao|^sc$|^sua$"), NEW_BUILD_AMOUNT("(?!)"),
	REPAIR_AMOUNT("(?!)"),
	KIND("^(xm|sc) ?[/,-] ?(xm|sc)$|hinh thuc|nhu cau|loai hinh|loai nha|loai ho tro|noi dung (ho tro|de nghi|thuc hien)|loai cong trinh|phuong an"),
	PLANNED_START("khoi cong|bat dau"), PLANNED_FINISH("hoan thanh|ket thuc"),
	CATEGORY("doi tuong|dien ho|loai ho|thuoc dien|phan loai|^dien$"),
	OTHER_CATEGORY("^(khac|kho khan khac|ho khac|doi tuong khac)$"), PART("nhom chuong trinh|thuoc chuong trinh"),
	DISTRICT("^(ten )?(huyen|thi xa|thanh pho|quan(?! he))\\b|huyen ?[/,(]|cap huyen"),
	COMMUNE("^(ten )?(xa|phuong|thi tran|tt)\\b|xa ?[/,-] ?(phuong|p)\\b|phuong ?[/,-] ?xa|ten xa|\\bxa\\b(?!.*(hoi|hop tac))|don vi hanh chinh"),
	HAMLET("xom|thon|\\bban\\b|tdp|to dan pho|khu pho|\\bap\\b|to nhan dan"),
	ADDRESS("dia chi|noi o|noi cu tru|cho o|ho khau|thuong tru|que quan"), NOTE("ghi chu"),
	FULL_NAME("^(ho,?( va)? )?ten chu ho\\b|^(?!.*\\b(vo|chong|con|cha|bo|me|can bo|nguoi (lap|ky|giam sat)"
			+ "|thanh vien ho)\\b).*(ho ?va ?ten|ho, ten|ho ten|ten chu ho|chu ho|ho dem|nguoi duoc ho tro|^ten$)"),
	GIVEN_NAME("(?!)"), IGNORED("(?!)");

	private final Pattern words;

	/** The same words where the space between them was forgotten. */
	private final Pattern glued;

	Field(String words) {
		this.words = Pattern.compile(words);
		this.glued = Pattern.compile(words.replaceAll("(?<=\\w) (?=\\w)", " ?"));
	}

	/** Whether a header's words, without marks and in small letters, can say this. */
	boolean isWordedAs(String bareHeader) {
		return this.words.matcher(bareHeader).find();
	}

	/** The same for {@code hìnhthức}: where no header's words fit as they stand. */
	boolean isGluedAs(String bareHeader) {
		return this.glued.matcher(bareHeader).find();
	}

	/** Whether several columns may mean this: none of them is taken in alone. */
	public boolean mayRepeat() {
		return this == IGNORED || this == ORDINAL || this == PROGRESS;
	}

	/** Whether there is a field of that name. */
	public static boolean isKnown(String name) {
		return Arrays.stream(values()).anyMatch((field) -> field.name().equals(name));
	}

	/** The field of that name; what no form offers is refused. */
	public static Field named(String name) {
		return Arrays.stream(values())
			.filter((field) -> field.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new Refused("intake.refused.choice"));
	}

	/** The source of money that this column holds; null for other columns. */
	public @Nullable FundingSource source() {
		for (FundingSource source : FundingSource.values()) {
			if (source.name().equals(name())) {
				return source;
			}
		}
		return null;
	}

	/** Whether the column holds amounts of money. */
	public boolean isMoney() {
		return source() != null || this == ESTIMATE || this == NEW_BUILD_AMOUNT || this == REPAIR_AMOUNT;
	}

	/** Whether an x in the column says something. */
	public boolean isMark() {
		return switch (this) {
			case MALE, FEMALE, POOR, NEAR_POOR, MERIT, MARTYR_FAMILY, OTHER_CATEGORY, NEW_BUILD, REPAIR, MEETS,
					NOT_MEETS, NO_NEED ->
				true;
			default -> false;
		};
	}

	/**
	 * The column of words that says what several columns of marks say; null for others.
	 */
	@Nullable Field inWords() {
		return switch (this) {
			case NEW_BUILD, REPAIR -> KIND;
			case POOR, NEAR_POOR, MERIT, MARTYR_FAMILY, OTHER_CATEGORY -> CATEGORY;
			case MALE, FEMALE -> GENDER;
			case MEETS, NOT_MEETS -> ELIGIBILITY;
			default -> null;
		};
	}

}
