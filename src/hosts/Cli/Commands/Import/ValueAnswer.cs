using Kirana.Operate.Stores;

namespace Kirana.Cli.Commands.Import;

/// <summary>The money of imported lines, exact.</summary>
/// <param name="Accepted">Of the accepted lines.</param>
/// <param name="Quarantined">Of the lines set aside.</param>
/// <param name="Total">Of all lines.</param>
internal sealed record ValueAnswer(decimal Accepted, decimal Quarantined, decimal Total)
{
    /// <summary>The money of a report.</summary>
    /// <param name="report">The report.</param>
    public static ValueAnswer Of(ImportReport report) => new(report.AcceptedValue, report.QuarantinedValue, report.TotalValue);
}
