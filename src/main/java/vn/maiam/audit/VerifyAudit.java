package vn.maiam.audit;

import java.io.PrintStream;
import java.util.List;

import org.springframework.stereotype.Component;

import vn.maiam.shared.Command;

/** {@code verify-audit}: reads the whole trail and names the first bent entry. */
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
		return verdict.bend().isPresent() ? 1 : 0;
	}

}
