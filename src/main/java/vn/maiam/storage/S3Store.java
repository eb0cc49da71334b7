package vn.maiam.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

import vn.maiam.shared.NotFound;

/** Files in a bucket of S3-compatible storage, which several instances share. */
class S3Store implements FileStore, AutoCloseable {

	private final S3Client client;

	private final String bucket;

	S3Store(S3Settings settings) {
		S3ClientBuilder builder = S3Client.builder()
			.httpClientBuilder(UrlConnectionHttpClient.builder())
			.region(Region.of(settings.region()))
			.credentialsProvider(StaticCredentialsProvider
				.create(AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
			.forcePathStyle(settings.pathStyle())
			// checksums of Amazon's own, which other servers may not know
			.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
			.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
		if (settings.endpoint() != null) {
			builder = builder.endpointOverride(settings.endpoint());
		}
		this.client = builder.build();
		this.bucket = settings.bucket();
	}

	@Override
	public void put(String key, byte[] bytes) {
		this.client.putObject((request) -> request.bucket(this.bucket).key(key(key)), RequestBody.fromBytes(bytes));
	}

	@Override
	public void put(String key, Path file) {
		this.client.putObject((request) -> request.bucket(this.bucket).key(key(key)), RequestBody.fromFile(file));
	}

	@Override
	public byte[] read(String key) {
		try {
			return this.client.getObjectAsBytes((request) -> request.bucket(this.bucket).key(key(key))).asByteArray();
		}
		catch (NoSuchKeyException ex) {
			throw new NotFound("file");
		}
	}

	@Override
	public InputStream open(String key) {
		try {
			return this.client.getObject((request) -> request.bucket(this.bucket).key(key(key)));
		}
		catch (NoSuchKeyException ex) {
			throw new NotFound("file");
		}
	}

	@Override
	public void delete(String key) {
		this.client.deleteObject((request) -> request.bucket(this.bucket).key(key(key)));
	}

	@Override
	public Stream<String> keys() {
		return this.client.listObjectsV2Paginator((request) -> request.bucket(this.bucket))
			.contents()
			.stream()
			.map(S3Object::key);
	}

	/** The same keys as in a folder: what leads out of it names nothing. */
	private static String key(String key) {
		if (Path.of("/", key).normalize().toString().equals("/" + key)) {
			return key;
		}
		throw new NotFound("file");
	}

	@Override
	public void close() {
		this.client.close();
	}

}
