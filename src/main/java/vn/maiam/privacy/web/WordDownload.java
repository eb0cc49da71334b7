package vn.maiam.privacy.web;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** A Word file as a download that nothing keeps. */
final class WordDownload {

	private static final String TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

	private WordDownload() {
	}

	static ResponseEntity<byte[]> of(String name, byte[] word) {
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, TYPE)
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.body(word);
	}

}
