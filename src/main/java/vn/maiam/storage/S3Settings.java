package vn.maiam.storage;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where S3-compatible storage is.
 *
 * @param endpoint of a server of one's own; null for Amazon's
 * @param pathStyle whether the bucket stands in the path, as most servers of one's own
 * want it
 */
@ConfigurationProperties("maiam.s3")
record S3Settings(String bucket, @DefaultValue("us-east-1") String region, @Nullable URI endpoint, String accessKey,
		String secretKey, @DefaultValue("true") boolean pathStyle) {

	@Override
	public String toString() {
		return "S3Settings[" + this.bucket + " at " + this.endpoint + "]";
	}

}
