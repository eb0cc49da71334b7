package vn.maiam.audit;

import java.io.PrintStream;
import java.util.List;

import org.springframework.stereotype.Component;

import vn.maiam.shared.Command;

/**
 * {@code verify-audit [seal …]}: reads the whole trail and names the first bent entry;
 * the seals of anchors that were kept from the log must be there.
 */
@Component
class VerifyAudit implements Command {

	private final AuditChain chain;

	VerifyAudit(AuditChain chain) {
		this.chain = chain;
	}

	@Override
	public String name() {
		return "verify-audit";
	}

	@Override
	public int run(List<String> arguments, PrintStream out) {
		AuditChain.Verdict verdict = this.chain.verify();
		verdict.bend()
			.ifPresentOrElse(
					(bend) -> out.printf("BENT / NHẬT KÝ BỊ CAN THIỆP: %s, lane %d, position %d, entry %d%n",
							bend.kind(), bend.lane(), bend.position(), bend.entryId()),
					() -> out.printf("whole / nguyên vẹn: %d entries%n", verdict.entries()));
		boolean lost = arguments.stream().anyMatch((seal) -> !this.chain.knows(seal));
		if (lost) {
			out.println("BENT / NHẬT KÝ BỊ CAN THIỆP: a seal from the log is not among the anchors");
		}
		return (verdict.bend().isPresent() || lost) ? 1 : 0;
	}

}
