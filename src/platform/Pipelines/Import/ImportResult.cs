using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Import;

/// <summary>What an import did.</summary>
/// <param name="Kind">The kind of record.</param>
/// <param name="Source">The source's logical name.</param>
/// <param name="Mapping">How its lines were read.</param>
/// <param name="Notes">What was guessed or found out, one sentence each, for showing to a person.</param>
/// <param name="Report">The counts.</param>
/// <param name="Examples">The first quarantined line of each reason.</param>
/// <param name="Receipt">The store's receipt; <see langword="null"/> after a dry run.</param>
public sealed record ImportResult(
    string Kind, string Source, ImportMapping Mapping, IReadOnlyList<string> Notes, ImportReport Report,
    IReadOnlyList<QuarantinedLine> Examples, ImportReceipt? Receipt);
