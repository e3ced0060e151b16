using System.Globalization;

namespace Kirana.Pictures.Scales;

/// <summary>Writes numbers for people: short, with thousands apart, never in a locale's way.</summary>
public static class NumberText
{
    private static readonly (double Unit, string Suffix)[] Units = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];

    /// <summary>About four digits: <c>0.1494</c>, <c>12.3</c>, <c>1,235</c>, <c>12.3k</c>, <c>9.75M</c>, <c>3.1e-07</c>.</summary>
    /// <param name="value">Any number; an em dash for NaN.</param>
    public static string Short(double value) => Short(value, '0');

    /// <summary>The same without zeros at the end, for round values: <c>10k</c>.</summary>
    /// <param name="value">Any number.</param>
    internal static string Round(double value) => Short(value, '#');

    private static string Short(double value, char place)
    {
        var size = Math.Abs(value);
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "—" : value > 0 ? "∞" : "−∞";
        if (size == 0)
            return "0";
        if (size >= 1e15 || size < 1e-4)
            return Signed(value, size.ToString("0.##e+00", CultureInfo.InvariantCulture));
        foreach (var (unit, suffix) in Units)
            if (size >= unit * (unit == 1e3 ? 9.9995 : 0.9995))
                return Signed(value, Digits(size / unit, 3, place) + suffix);
        return Signed(value, Digits(size, 4, '#'));
    }

    /// <summary>Every digit before the point, none behind it: <c>541,909</c>.</summary>
    /// <param name="value">A whole number.</param>
    public static string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Money as exactly as it is kept: <c>9,747,747.934</c>, <c>2.50</c>.</summary>
    /// <param name="value">An amount.</param>
    public static string Money(decimal value) => value.ToString("#,0.00##", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Labels ticks that are a step apart, all in the same unit and with the same number of decimals.</summary>
    /// <param name="step">The step, positive.</param>
    /// <param name="largest">The largest absolute value of a tick.</param>
    internal static Func<double, string> OfStep(double step, double largest)
    {
        if (largest >= 1e15 || step < 1e-6)
            return value => value == 0 ? "0" : Signed(value, Math.Abs(value).ToString("0.###e+00", CultureInfo.InvariantCulture));
        var (unit, suffix) = Array.Find(Units, u => largest >= u.Unit * (u.Unit == 1e3 ? 10 : 1) && step >= u.Unit / 100);
        if (suffix is null)
            (unit, suffix) = (1, "");
        var format = "#,0." + new string('0', Decimals(step / unit));
        return value => Math.Abs(value) < step / 1e6
            ? "0"
            : Signed(value, (Math.Abs(value) / unit).ToString(format, CultureInfo.InvariantCulture) + suffix);
    }

    private static int Decimals(double step)
    {
        for (var decimals = 0; decimals < 8; decimals++)
            if (Math.Abs(Math.Round(step, decimals) - step) < step * 1e-6)
                return decimals;
        return 8;
    }

    private static string Digits(double value, int digits, char place)
    {
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(value * 1.0005)), 0, 8);
        return value.ToString("#,0." + new string(place, decimals), CultureInfo.InvariantCulture);
    }

    private static string Signed(double value, string text) => value < 0 ? "−" + text : text;
}
