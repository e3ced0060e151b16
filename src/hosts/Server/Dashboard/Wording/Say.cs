using System.Globalization;
using Kirana.Pictures.Scales;

namespace Kirana.Server.Dashboard.Wording;

/// <summary>Times, shares and sizes in plain English.</summary>
internal static class Say
{
    /// <summary>How long ago something was: <c>3 minutes ago</c>.</summary>
    /// <param name="then">The moment.</param>
    /// <param name="now">The present.</param>
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var span = now - then;
        return span < TimeSpan.FromSeconds(-60) ? Moment(then) : span < TimeSpan.FromSeconds(60) ? "just now" : $"{Length(span)} ago";
    }

    /// <summary>A length of time in its largest unit: <c>3 minutes</c>.</summary>
    /// <param name="span">The length.</param>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => Count((long)span.TotalSeconds, "second"),
        { TotalMinutes: < 60 } => Count((long)span.TotalMinutes, "minute"),
        { TotalHours: < 48 } => Count((long)span.TotalHours, "hour"),
        { TotalDays: < 60 } => Count((long)span.TotalDays, "day"),
        { TotalDays: < 730 } => Count((long)(span.TotalDays / 30.44), "month"),
        _ => Count((long)(span.TotalDays / 365.25), "year"),
    };

    /// <summary>A moment: <c>9 Dec 2011, 12:50 UTC</c>, or without the zone's name in the shop's zone.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="zone">The zone it is told in; UTC by default.</param>
    public static string Moment(DateTimeOffset time, TimeZoneInfo? zone = null) => zone is null
        ? time.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTime(time, zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A number of things: <c>1 line</c>, <c>2,345 lines</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called; an s makes many.</param>
    public static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{NumberText.Whole(count)} {one}s";

    /// <summary>A share: <c>12.3 %</c>, never <c>100.0 %</c> for less than all of it.</summary>
    /// <param name="share">0 to 1.</param>
    public static string Percent(double share) => !double.IsFinite(share)
        ? "–"
        : share is > 0.9995 and < 1 ? "over 99.9 %" : share is > 0 and < 0.0005 ? "under 0.1 %" : Minus($"{(share * 100).ToString("#,0.0", CultureInfo.InvariantCulture)} %");

    /// <summary>A figure with three digits behind the point; a dash where there is none.</summary>
    /// <param name="value">The figure.</param>
    public static string Figure(double value) => double.IsFinite(value) ? Minus(value.ToString("#,0.000", CultureInfo.InvariantCulture)) : "–";

    /// <summary>A quantity without needless digits: <c>1,234.5</c>.</summary>
    /// <param name="value">The quantity.</param>
    public static string Quantity(double value) => double.IsFinite(value) ? Minus(value.ToString("#,0.##", CultureInfo.InvariantCulture)) : "–";

    /// <summary>A quantity without needless digits.</summary>
    /// <param name="value">The quantity.</param>
    public static string Quantity(decimal value) => Minus(value.ToString("#,0.##", CultureInfo.InvariantCulture));

    /// <summary>A size: <c>1.4 MB</c>.</summary>
    /// <param name="bytes">Bytes.</param>
    public static string Size(long bytes) => bytes < 1000
        ? $"{bytes} B"
        : bytes < 1_000_000 ? $"{(bytes / 1e3).ToString("0.#", CultureInfo.InvariantCulture)} kB" : $"{(bytes / 1e6).ToString("#,0.#", CultureInfo.InvariantCulture)} MB";

    /// <summary>A hyphenated word as text: <c>unexplained free line</c>.</summary>
    /// <param name="code">The word.</param>
    public static string Words(string code) => code.Replace('-', ' ').Replace('_', ' ');

    /// <summary>The same with a capital.</summary>
    /// <param name="code">The word.</param>
    public static string Title(string code) => code.Length == 0 ? "" : char.ToUpperInvariant(code[0]) + Words(code)[1..];

    /// <summary>The shop's time zone; UTC where this machine does not know it.</summary>
    /// <param name="id">Its IANA name.</param>
    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    private static string Minus(string text) => text.Replace('-', '−');
}
