using Kirana.Data.Feedback;

namespace Kirana.Pipelines.Recommend;

/// <summary>A held-out period at the end of a shop's history, in UTC microseconds since 1970.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The first moment after it.</param>
internal readonly record struct TestPeriod(long From, long Until)
{
    private const int MicrosecondsPerMillisecond = 1000;
    private const int LongestPart = 4;

    /// <summary>Its length.</summary>
    public double Days => TimeSpan.FromMicroseconds(Until - From).TotalDays;

    /// <summary>Its first moment.</summary>
    public DateTimeOffset FromTime => DateTimeOffset.FromUnixTimeMilliseconds(From / MicrosecondsPerMillisecond);

    /// <summary>The first moment after it.</summary>
    public DateTimeOffset UntilTime => DateTimeOffset.FromUnixTimeMilliseconds(Until / MicrosecondsPerMillisecond);

    /// <summary>The last days of a history, at most a quarter of it.</summary>
    /// <param name="interactions">The history; an empty one gives an empty moment.</param>
    /// <param name="days">The days wanted.</param>
    public static TestPeriod Of(Interactions interactions, int days)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var times = interactions.TimesOf(user);
            if (times.IsEmpty)
                continue;
            first = Math.Min(first, times[0]);
            last = Math.Max(last, times[^1]);
        }

        if (first > last)
            return new TestPeriod(0, 1);
        var length = Math.Min((long)TimeSpan.FromDays(days).TotalMicroseconds, (last - first) / LongestPart);
        return new TestPeriod(last + 1 - Math.Max(1, length), last + 1);
    }

    /// <summary>The period of the same length before this one.</summary>
    public TestPeriod Before() => new(From - (Until - From), From);
}
