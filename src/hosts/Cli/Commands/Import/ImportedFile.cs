using Kirana.Pipelines.Import;

namespace Kirana.Cli.Commands.Import;

/// <summary>One imported file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Kind">The kind of record.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Rows">Lines read.</param>
/// <param name="Accepted">Lines that passed.</param>
/// <param name="Added">Records that were new.</param>
/// <param name="AlreadyPresent">Records the shop held before.</param>
/// <param name="Quarantined">Lines set aside, by reason.</param>
/// <param name="Value">The lines' money.</param>
/// <param name="Notes">What was found out about the file.</param>
internal sealed record ImportedFile(
    string File, string Kind, string Source, long Rows, long Accepted, long Added, long AlreadyPresent,
    IReadOnlyDictionary<string, long> Quarantined, ValueAnswer Value, IReadOnlyList<string> Notes)
{
    /// <summary>Describes a result.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="result">The result.</param>
    public static ImportedFile Of(string file, ImportResult result) => new(
        file, result.Kind, result.Source, result.Report.Rows, result.Report.Accepted, result.Receipt?.Added ?? 0, result.Receipt?.AlreadyPresent ?? 0,
        result.Report.Quarantined, ValueAnswer.Of(result.Report), result.Notes);
}
