import Diagnostics

/// Why a document cannot be signed. The raw values are stable names for machines.
public enum PAdESErrorCode: String, Sendable {
    /// The document is encrypted.
    case encrypted = "sign-encrypted-document"
    /// There is no field of that name, and no place was given for a new one.
    case noSuchField = "sign-no-such-field"
    /// The field is not a signature field.
    case notASignatureField = "sign-not-a-signature-field"
    /// The field has a signature already.
    case alreadySigned = "sign-field-already-signed"
    /// A certification signature forbids further signatures (DocMDP, P = 1).
    case certificationForbids = "sign-certification-forbids"
    /// An earlier signature locks the field (FieldMDP).
    case fieldLocked = "sign-field-locked"
    /// A new field's name is empty or holds a full stop.
    case invalidFieldName = "sign-invalid-field-name"
    /// The page of a new field does not exist.
    case noSuchPage = "sign-no-such-page"
    /// The document would leave the limits of ISO 32000.
    case tooLarge = "sign-document-too-large"
    /// The signature does not fit the space reserved for it.
    case signatureTooLarge = "sign-signature-too-large"
    /// The document already holds a signature, so it can no longer be certified.
    case cannotCertify = "sign-cannot-certify"
    /// The field may not be changed (the flag ReadOnly).
    case fieldReadOnly = "sign-field-read-only"
    /// The field is not built so that it can be filled.
    case fieldUnusable = "sign-field-unusable"
    /// The request does not meet the field's seed value.
    case seedValueUnmet = "sign-seed-value-unmet"
    /// The form is XFA, which shows something else than what a signature covers.
    case dynamicForm = "sign-xfa-form"
    /// Bytes before the header make readers disagree on what a signature covers.
    case junkBeforeHeader = "sign-junk-before-header"
}

/// The error of this module.
public typealias PAdESError = Fault<PAdESErrorCode>
