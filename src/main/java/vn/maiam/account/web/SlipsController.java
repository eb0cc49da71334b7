package vn.maiam.account.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

import vn.maiam.account.Confirmed;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.domain.AccountAdministration;
import vn.maiam.account.domain.AccountAdministration.Slip;
import vn.maiam.account.domain.CodesByLetter;
import vn.maiam.shared.Installation;
import vn.maiam.shared.Refused;
import vn.maiam.shared.web.PdfPages;

/**
 * Slips of paper to come in with, eight on a sheet: name, address, one-time code as QR
 * and as text.
 */
@Controller
@Requires(Permission.MANAGE_ACCOUNTS)
class SlipsController {

	private static final int MOST = 1000;

	private static final int MOST_DAYS = 60;

	private final AccountAdministration administration;

	private final CodesByLetter letters;

	private final PdfPages pages;

	private final Installation installation;

	private final TransactionTemplate transaction;

	SlipsController(AccountAdministration administration, CodesByLetter letters, PdfPages pages,
			Installation installation, TransactionTemplate transaction) {
		this.administration = administration;
		this.letters = letters;
		this.pages = pages;
		this.installation = installation;
		this.transaction = transaction;
	}

	/** New codes for all of them or, when one is refused, for none. */
	@PostMapping("/admin/accounts/slips")
	@Confirmed
	ResponseEntity<byte[]> print(@RequestParam(required = false) List<String> username,
			@RequestParam(defaultValue = "14") int days) {
		if (username == null || username.isEmpty() || username.size() > MOST) {
			throw new Refused("account.refused.slips-none", MOST);
		}
		if (days < 1 || days > MOST_DAYS) {
			throw new Refused("account.refused.slip-days", MOST_DAYS);
		}
		byte[] pdf = this.transaction.execute((status) -> {
			List<Printed> slips = new ArrayList<>();
			for (String name : username) {
				slips.add(new Printed(this.administration.slip(name, days)));
			}
			return this.pages.write("account/slips",
					Map.of("slips", slips, "address", this.installation.address() + "/activate"), "slips.css");
		});
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("phieu-kich-hoat.pdf").build().toString())
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.body(pdf);
	}

	/** Letters instead of slips, to those of them who have an e-mail address. */
	@PostMapping("/admin/accounts/letters")
	@Confirmed
	String write(@RequestParam(required = false) List<String> username, RedirectAttributes next) {
		if (username == null || username.isEmpty() || username.size() > MOST) {
			throw new Refused("account.refused.slips-none", MOST);
		}
		next.addFlashAttribute("noticeArgument", this.letters.send(username));
		next.addFlashAttribute("notice", "account.letters.sent");
		return (username.size() == 1) ? "redirect:/admin/accounts/" + UriUtils.encode(username.get(0), "UTF-8")
				: "redirect:/admin/accounts";
	}

	/** A slip with its QR code. */
	public final class Printed {

		private final Slip slip;

		Printed(Slip slip) {
			this.slip = slip;
		}

		public Slip slip() {
			return this.slip;
		}

		public String qr() {
			return QrCode.dataUri(SlipsController.this.installation.address() + "/activate#" + this.slip.code());
		}

	}

}
