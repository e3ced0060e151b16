namespace Kirana.Storage;

/// <summary>What a shop takes up.</summary>
/// <param name="ControlBytes">The control database with its log.</param>
/// <param name="SegmentBytes">Sealed records and their keys.</param>
/// <param name="ModelBytes">Model files.</param>
/// <param name="ReportBytes">Reports.</param>
/// <param name="Segments">The number of segments.</param>
/// <param name="SealedRows">Records in segments.</param>
/// <param name="FreshRows">Records that are not sealed yet.</param>
public sealed record ShopStatus(
    long ControlBytes, long SegmentBytes, long ModelBytes, long ReportBytes, int Segments, long SealedRows, long FreshRows)
{
    /// <summary>Vectors of items that came from outside.</summary>
    public long VectorBytes { get; init; }
}
