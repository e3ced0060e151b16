namespace Kirana.Cli.Commands.Shop;

/// <summary>What a shop takes up.</summary>
/// <param name="ControlBytes">The control database.</param>
/// <param name="SegmentBytes">Sealed records.</param>
/// <param name="ModelBytes">Models.</param>
/// <param name="ReportBytes">Reports.</param>
/// <param name="Segments">The number of segments.</param>
/// <param name="SealedRows">Records in segments.</param>
/// <param name="FreshRows">Records not sealed yet.</param>
internal sealed record DiskAnswer(long ControlBytes, long SegmentBytes, long ModelBytes, long ReportBytes, int Segments, long SealedRows, long FreshRows)
{
    /// <summary>Vectors of items that came from outside.</summary>
    public long VectorBytes { get; init; }

    /// <summary>All bytes together.</summary>
    public long Total => ControlBytes + SegmentBytes + ModelBytes + ReportBytes + VectorBytes;
}
