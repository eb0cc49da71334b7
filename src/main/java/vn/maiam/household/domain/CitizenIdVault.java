package vn.maiam.household.domain;

import java.nio.charset.StandardCharsets;

import org.springframework.stereotype.Component;

import vn.maiam.shared.Installation;
import vn.maiam.shared.Seal;

/** Seals citizen ids and what holds them; equal ids are found by their fingerprint. */
@Component
public class CitizenIdVault {

	private final Seal seal;

	CitizenIdVault(Installation installation) {
		this.seal = new Seal(installation, "citizen-id");
	}

	public byte[] seal(CitizenId id) {
		return seal(id.digits().getBytes(StandardCharsets.US_ASCII));
	}

	public CitizenId open(byte[] sealed) {
		return new CitizenId(new String(unseal(sealed), StandardCharsets.US_ASCII));
	}

	/** Seals any bytes that hold citizen ids, as an uploaded workbook. */
	public byte[] seal(byte[] plain) {
		return this.seal.seal(plain);
	}

	public byte[] unseal(byte[] sealed) {
		return this.seal.open(sealed);
	}

	public byte[] fingerprint(CitizenId id) {
		return this.seal.fingerprint(id.digits());
	}

}
