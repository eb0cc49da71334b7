package vn.maiam.storage;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import vn.maiam.shared.Installation;

/** The folder, or the bucket where the settings name one. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

	@Bean
	@ConditionalOnProperty("maiam.s3.bucket")
	S3Store s3Store(S3Settings settings) {
		return new S3Store(settings);
	}

	@Bean
	@ConditionalOnProperty(name = "maiam.s3.bucket", matchIfMissing = true, havingValue = "none")
	FolderStore folderStore(Installation installation) {
		return new FolderStore(installation);
	}

}
