using System.Globalization;
using System.Text;
using Kirana.Data;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Imports;

/// <summary>Reads models that LightGBM saved as text.</summary>
/// <remarks>
/// Versions 3 and 4 of its format, numeric and categorical splits, every way of missing values but zeros taken as missing, forests of
/// identity objectives. Refused, with the reason: linear trees, zeros as missing, one-against-rest classes, a sigmoid other than 1,
/// targets under a root. Scores equal LightGBM's raw scores up to rounding to floats. Categorical features are columns of numbers: the
/// codes that LightGBM was given. The file is not trusted: what it allocates is bounded by its length.
/// </remarks>
public static class LightGbmText
{
    /// <summary>Reads a model.</summary>
    /// <param name="file">The whole file, UTF-8.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <returns>The model; its objective has LightGBM's name.</returns>
    /// <exception cref="DataException"><c>bad-model</c>: not such a file, damaged, or of a kind that is not read.</exception>
    public static BoostedTrees Read(ReadOnlySpan<byte> file, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var model = new ForeignModel(name);
        var sections = Sections(Encoding.UTF8.GetString(file), model);
        ReadHeader(sections[0], model);
        for (var t = 1; t < sections.Count; t++)
            model.Trees.Add((new LightGbmTree(sections[t], t - 1, model).ToTree(), (t - 1) % model.Constants.Length));
        if (sections[0].ContainsKey("average_output"))
            model.Scale = model.Link == Link.Identity
                ? (double)model.Constants.Length / model.Trees.Count
                : throw model.Fault($"it is a forest of the objective '{model.Objective}'");
        return model.ToModel();
    }

    /// <summary>The keys and values before the first tree, then those of each tree.</summary>
    private static List<Dictionary<string, string>> Sections(string text, ForeignModel model)
    {
        var sections = new List<Dictionary<string, string>> { new(StringComparer.Ordinal) };
        var (isFirst, isEnded) = (true, false);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (isFirst && line is not "tree")
                throw model.Fault("its first line is not 'tree'");
            isFirst = false;
            if (line is "end of trees")
            {
                isEnded = true;
                break;
            }

            if (line.StartsWith("Tree="))
                sections.Add(new Dictionary<string, string>(StringComparer.Ordinal));
            var at = line.IndexOf('=');
            if (!line.IsEmpty && !sections[^1].TryAdd((at < 0 ? line : line[..at]).ToString(), at < 0 ? "" : line[(at + 1)..].ToString()))
                throw model.Fault($"'{(at < 0 ? line : line[..at])}' stands twice in one part");
        }

        return isEnded ? sections : throw model.Fault("it ends before 'end of trees'");
    }

    private static void ReadHeader(Dictionary<string, string> header, ForeignModel model)
    {
        if (header.GetValueOrDefault("version") is not ("v3" or "v4"))
            throw model.Fault($"its version is '{header.GetValueOrDefault("version")}'; expected v3 or v4");
        var outputs = header.GetValueOrDefault("num_tree_per_iteration");
        if (!int.TryParse(outputs, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 100_000)
            throw model.Fault($"num_tree_per_iteration is '{outputs}'");
        model.Constants = new double[count];
        model.Features = header.GetValueOrDefault("feature_names", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (model.Features.Length is 0 or > ForeignModel.MostFeatures)
            throw model.Fault($"it names {model.Features.Length} features");
        var words = header.GetValueOrDefault("objective", "custom").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        model.Objective = words.Length == 0 ? "custom" : words[0];
        model.Link = model.Objective switch
        {
            "binary" or "cross_entropy" => Link.Logistic,
            "multiclass" => Link.Softmax,
            "poisson" or "gamma" or "tweedie" => Link.Exponential,
            "custom" or "regression" or "regression_l1" or "huber" or "fair" or "quantile" or "mape" or "lambdarank" or "rank_xendcg" => Link.Identity,
            _ => throw model.Fault($"the objective '{model.Objective}' is not read"),
        };
        if (words.Contains("sqrt", StringComparer.Ordinal) || Array.Exists(words, word => word.StartsWith("sigmoid:", StringComparison.Ordinal) && word is not "sigmoid:1"))
            throw model.Fault($"the objective '{string.Join(' ', words)}' transforms scores in a way that is not read");
    }
}
