using Kirana.Cli.Commands.Import;
using Kirana.Operate.Stores;

namespace Kirana.Cli.Commands.Shop;

/// <summary>A finished import as <c>kirana check</c> lists it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Time">When it was committed.</param>
/// <param name="Kind">The kind of record.</param>
/// <param name="Source">The source's name.</param>
/// <param name="File">The file's name.</param>
/// <param name="Rows">Lines read.</param>
/// <param name="Accepted">Lines that passed.</param>
/// <param name="Added">Records that were new.</param>
/// <param name="Quarantined">Lines set aside, by reason.</param>
/// <param name="Value">The lines' money.</param>
internal sealed record CheckedImport(
    long Id, DateTimeOffset Time, string Kind, string Source, string File, long Rows, long Accepted, long Added,
    IReadOnlyDictionary<string, long> Quarantined, ValueAnswer Value)
{
    /// <summary>Lists a receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    public static CheckedImport Of(ImportReceipt receipt) => new(
        receipt.Id, receipt.Time, receipt.Kind, receipt.Source, receipt.File, receipt.Report.Rows, receipt.Report.Accepted, receipt.Added,
        receipt.Report.Quarantined, ValueAnswer.Of(receipt.Report));
}
