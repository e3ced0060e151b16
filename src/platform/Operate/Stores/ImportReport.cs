namespace Kirana.Operate.Stores;

/// <summary>What an importer counted while it read. Money is exact.</summary>
/// <param name="Rows">Lines read, the header not among them.</param>
/// <param name="Accepted">Lines that passed every check, those already present among them.</param>
/// <param name="Quarantined">Lines set aside, by reason.</param>
/// <param name="AcceptedValue">The signed money of the accepted lines.</param>
/// <param name="QuarantinedValue">The signed money of the lines set aside, as far as it could be read.</param>
public sealed record ImportReport(
    long Rows, long Accepted, IReadOnlyDictionary<string, long> Quarantined, decimal AcceptedValue, decimal QuarantinedValue)
{
    /// <summary>The signed money of all lines.</summary>
    public decimal TotalValue => AcceptedValue + QuarantinedValue;
}
