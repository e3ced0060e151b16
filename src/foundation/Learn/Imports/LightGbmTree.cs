using System.Globalization;
using System.Numerics;

namespace Kirana.Learn.Imports;

/// <summary>One tree of a LightGBM text file. Splits are numbered from 0; a child below 0 is leaf ~child.</summary>
internal sealed class LightGbmTree(Dictionary<string, string> part, int number, ForeignModel model)
{
    private const int Categorical = 1;
    private const int DefaultLeft = 2;
    private const int MissingShift = 2;
    private const int MissingNone = 0;
    private const int MissingZero = 1;

    private readonly Dictionary<string, string[]> _words = [];

    public ForeignTree ToTree()
    {
        if (part.GetValueOrDefault("is_linear", "0") is not "0")
            throw Fault("its leaves are linear models");
        var values = Words("leaf_value");
        var splits = values.Length - 1;
        if (values.Length == 0 || Integer("num_leaves", 0) != values.Length)
            throw Fault($"num_leaves is {Integer("num_leaves", 0)}, but there are {values.Length} values");
        var nodes = new ForeignNode[splits + values.Length];
        for (var split = 0; split < splits; split++)
            nodes[split] = Split(split, splits);
        for (var leaf = 0; leaf < values.Length; leaf++)
            nodes[splits + leaf] = new ForeignNode
            {
                Feature = -1, Value = Number("leaf_value", leaf), Cover = Cover("leaf", leaf), Rows = Optional("leaf_count", leaf) is { } rows ? (int)Math.Clamp(rows, 0, int.MaxValue) : 0,
            };
        return new ForeignTree(nodes);
    }

    private ForeignNode Split(int split, int splits)
    {
        var (kind, threshold, feature) = (Integer("decision_type", split), Number("threshold", split), Integer("split_feature", split));
        if (feature < 0)
            throw Fault($"split {split} is on feature {feature}");
        var isCategorical = (kind & Categorical) != 0;
        return new ForeignNode
        {
            Feature = feature,
            Threshold = isCategorical ? 0 : ForeignModel.AtMost(threshold),
            Categories = isCategorical ? Categories((int)Math.Clamp(threshold, -1, int.MaxValue)) : null,
            MissingLeft = !isCategorical && MissingLeft(kind, threshold, split),
            Left = Child("left_child", split, splits),
            Right = Child("right_child", split, splits),
            Gain = Optional("split_gain", split) ?? 0,
            Cover = Cover("internal", split),
            Rows = (int)Math.Clamp(Optional("internal_count", split) ?? 0, 0, int.MaxValue),
        };
    }

    private bool MissingLeft(int kind, double threshold, int split)
    {
        var zeroLeft = threshold >= 0;
        var defaultLeft = (kind & DefaultLeft) != 0;
        return (kind >> MissingShift & 3) switch
        {
            // A missing value counts as 0.
            MissingNone => zeroLeft,
            MissingZero when zeroLeft != defaultLeft => throw Fault($"split {split} takes zeros as missing"),
            _ => defaultLeft,
        };
    }

    private int[] Categories(int set)
    {
        var (start, end) = (Integer("cat_boundaries", set), Integer("cat_boundaries", set + 1));
        if (start < 0 || end < start || end > Words("cat_threshold").Length)
            throw Fault($"category set {set} lies from {start} to {end}");
        var codes = new List<int>();
        for (var word = start; word < end; word++)
            for (var bits = Bits(word); bits != 0; bits &= bits - 1)
                codes.Add(32 * (word - start) + BitOperations.TrailingZeroCount(bits));
        return codes.Count > 0 ? [.. codes] : throw Fault($"category set {set} is empty");
    }

    private uint Bits(int word) => uint.TryParse(Words("cat_threshold")[word], NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
        ? bits
        : throw Fault($"cat_threshold holds '{Words("cat_threshold")[word]}'");

    private int Child(string key, int split, int splits)
    {
        var child = Integer(key, split);
        return child >= 0 ? (child < splits ? child : throw Fault($"{key} names split {child}")) : splits + ~child;
    }

    private double Cover(string kind, int at) => Optional(kind + "_weight", at) is > 0 and var weight ? weight : Optional(kind + "_count", at) ?? 0;

    private int Integer(string key, int at) => int.TryParse(Word(key, at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Fault($"{key} holds '{Word(key, at)}'");

    private double Number(string key, int at) => double.TryParse(Word(key, at), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
        ? value
        : throw Fault($"{key} holds '{Word(key, at)}'");

    private double? Optional(string key, int at) => at < Words(key).Length ? Number(key, at) : null;

    private string Word(string key, int at) => at >= 0 && at < Words(key).Length ? Words(key)[at] : throw Fault($"{key} has no place {at}");

    private string[] Words(string key) =>
        _words.TryGetValue(key, out var words) ? words : _words[key] = part.GetValueOrDefault(key, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private Exception Fault(string what) => model.Fault($"{what} in tree {number}");
}
