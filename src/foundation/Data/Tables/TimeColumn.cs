namespace Kirana.Data.Tables;

/// <summary>A column of moments in UTC microseconds since 1970. Immutable and thread-safe.</summary>
public sealed class TimeColumn : Column
{
    /// <summary>What stands for a missing moment.</summary>
    public const long Missing = long.MinValue;

    private readonly long[] _times;

    /// <summary>Creates a column; the times are copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="times">UTC microseconds since 1970 for each row, or <see cref="Missing"/>.</param>
    public TimeColumn(string name, ReadOnlySpan<long> times) : base(name) => _times = times.ToArray();

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Time;

    /// <inheritdoc/>
    public override int Count => _times.Length;

    /// <summary>UTC microseconds since 1970 of each row; <see cref="Missing"/> where missing.</summary>
    public ReadOnlySpan<long> Times => _times;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _times[row] == Missing;

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new TimeColumn(Name, Take<long>(_times, rows));

    /// <summary>A moment as the column counts it.</summary>
    /// <param name="moment">Any moment; finer parts than a microsecond are cut off.</param>
    public static long FromMoment(DateTimeOffset moment) => (moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
