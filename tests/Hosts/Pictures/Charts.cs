using CsCheck;
using Kirana.Pictures.Charts;

namespace Kirana.Tests.Hosts.Pictures;

/// <summary>Charts of any kind with the values and texts that break pictures.</summary>
internal static class Charts
{
    private static readonly Gen<double> Value = Gen.Frequency(
        (8, Gen.Double[-1000, 1000]),
        (1, Gen.Double),
        (1, OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, 1e300, 1e-300, 1e15)));

    private static readonly Gen<string> Text = Gen.Frequency(
        (2, Gen.String),
        (1, Gen.String[Gen.Char['\0', '\uffff'], 0, 40]),
        (2, OneOf("", "plain", "<b>&\"'</b>", "👩‍👩‍👧 family 🇮🇳", "किराना", "日本語の長い題名", "a\u0000b\u001b[31mred", "\ud800", "]]>", "{value}{0}", new string('w', 300),
            "שלום עולם", "e\u0301\u0301\u0301", "line\nbreak\ttab")));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<double[]> Values(int length) => Gen.OneOf(Value.Array[length], Value.Select(value => Enumerable.Repeat(value, length).ToArray()));

    private static readonly Gen<Mark> AnyMark =
        from name in Text
        from length in Gen.Int[0, 12]
        from a in Values(length)
        from b in Values(length)
        from c in Values(length)
        from flag in Gen.Bool
        from hue in Gen.Enum<Hue>()
        from kind in Gen.Int[0, 5]
        select kind switch
        {
            0 => (Mark)new LineMark(name, a, b) { Dashed = flag, Hue = hue },
            1 => new BandMark(name, a, b, c) { Hue = hue },
            2 => new PointMark(name, a, b) { Hue = hue },
            3 => new ErrorMark(name, a, b, c) { Hue = hue },
            4 => new BarMark(name, a) { Stacked = flag, Hue = hue },
            _ => new HeatMark(name, [a, b, []]) { Hue = hue },
        };

    private static readonly Gen<Axis> AnyAxis =
        from kind in Gen.Enum<AxisKind>()
        from texts in Gen.Select(Text, Text, Text)
        from names in Text.Array[0, 8]
        from bounds in Gen.Select(Value, Value, Gen.Int[0, 3])
        select new Axis
        {
            Kind = kind, Title = texts.Item1, Prefix = texts.Item2, Suffix = texts.Item3, Categories = names,
            Minimum = (bounds.Item3 & 1) == 0 ? null : bounds.Item1, Maximum = (bounds.Item3 & 2) == 0 ? null : bounds.Item2,
        };

    /// <summary>Any chart.</summary>
    public static Gen<Chart> Any { get; } =
        from title in Text
        from subtitle in Text
        from x in AnyAxis
        from y in AnyAxis
        from marks in AnyMark.Array[0, 4]
        select new Chart { Title = title, Subtitle = subtitle, X = x, Y = y, Marks = marks };
}
