package vn.maiam.document.domain;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept.
 *
 * @param quotaPerUnit of all files of one unit together
 * @param zipMost of files packed into one download
 */
@ConfigurationProperties("maiam.files")
record FileRules(@DefaultValue("5GB") DataSize quotaPerUnit, @DefaultValue("500MB") DataSize zipMost) {
}
