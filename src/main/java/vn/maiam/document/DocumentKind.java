package vn.maiam.document;

/**
 * Kinds of official documents: quyết định, kế hoạch, công văn, báo cáo, thông báo, hướng
 * dẫn, biên bản, biểu mẫu, hình ảnh, khác.
 */
public enum DocumentKind {

	DECISION, PLAN, OFFICIAL_LETTER, REPORT, NOTICE, GUIDANCE, MINUTES, FORM, PICTURE, OTHER

}
