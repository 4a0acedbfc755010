package tintype.metadata.check;

/// The database has these names.
enum SurveyKind {
    FSCK,
    REBUILD_CATALOGUE
}
