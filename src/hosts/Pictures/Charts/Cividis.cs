using System.Globalization;
using Kirana.Pictures.Scales;

namespace Kirana.Pictures.Charts;

/// <summary>The colour map cividis: dark blue to yellow, of even steps for normal and for red-green-blind sight.</summary>
/// <remarks>Nuñez, Anderton and Renslow (2018), “Optimizing colormaps with consideration for color vision deficiency”; nine stops, linear between.</remarks>
internal static class Cividis
{
    private static readonly int[] Stops = [0x00224E, 0x1B3B6D, 0x434E6C, 0x61646F, 0x7D7C78, 0x9B9476, 0xBCAF6F, 0xDECC60, 0xFEE838];

    /// <summary>The smallest and the largest value of a heat map that can be shown.</summary>
    /// <param name="heat">The mark.</param>
    public static (double Low, double High) Range(HeatMark heat)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var row in heat.Values)
            foreach (var value in row)
                if (Scale.IsShown(value))
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return (low, high);
    }

    /// <summary>The share of the way from low to high, 0 to 1; the middle where both are equal.</summary>
    /// <param name="value">The value.</param>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The largest.</param>
    public static double Share(double value, double low, double high) => high > low ? Math.Clamp((value - low) / (high - low), 0, 1) : 0.5;

    /// <summary>The colour of a value as <c>#rrggbb</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="low">The smallest.</param>
    /// <param name="high">The largest.</param>
    public static string Colour(double value, double low, double high)
    {
        var (red, green, blue) = Rgb(Share(value, low, high));
        return string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");
    }

    /// <summary>The colour at a share of the way.</summary>
    /// <param name="share">0 to 1.</param>
    public static (int Red, int Green, int Blue) Rgb(double share)
    {
        var place = Math.Clamp(share, 0, 1) * (Stops.Length - 1);
        var from = Math.Min((int)place, Stops.Length - 2);
        int Mix(int shift) => (int)Math.Round(((Stops[from] >> shift) & 255) + ((((Stops[from + 1] >> shift) & 255) - ((Stops[from] >> shift) & 255)) * (place - from)));
        return (Mix(16), Mix(8), Mix(0));
    }
}
