using System.Globalization;
using System.Text.Json;
using Kirana.Data;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Imports;

/// <summary>Reads models that XGBoost saved as JSON.</summary>
/// <remarks>
/// Tree boosters (gbtree, dart, several parallel trees) with one value per leaf, numeric and categorical splits, as versions 1.5 and later
/// write them. Refused, with the reason: linear boosters, trees of several outputs, objectives whose scores are transformed otherwise.
/// Scores equal XGBoost's margins up to rounding to floats. Categorical features are columns of numbers: the codes. The file is not
/// trusted: what it allocates is bounded by its length.
/// </remarks>
public static class XgboostJson
{
    /// <summary>Reads a model.</summary>
    /// <param name="file">The whole file, UTF-8.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <returns>The model; its objective has XGBoost's name.</returns>
    /// <exception cref="DataException"><c>bad-model</c>: not such a file, damaged, or of a kind that is not read.</exception>
    public static BoostedTrees Read(ReadOnlyMemory<byte> file, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var model = new ForeignModel(name);
        try
        {
            using var document = JsonDocument.Parse(WithoutNaN(file.Span));
            ReadLearner(document.RootElement.GetProperty("learner"), model);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw model.Fault(exception.Message.TrimEnd('.'));
        }

        return model.ToModel();
    }

    /// <summary>The file with empty strings in the place of NaN, which XGBoost writes for the condition of a split by category and JSON does
    /// not know.</summary>
    private static byte[] WithoutNaN(ReadOnlySpan<byte> file)
    {
        var (copy, inString) = (file.ToArray(), false);
        for (var i = 0; i < copy.Length; i++)
            if (copy[i] == '"')
                inString = !inString;
            else if (inString && copy[i] == '\\')
                i++;
            else if (!inString && copy.AsSpan(i).StartsWith("NaN"u8))
            {
                "\"\" "u8.CopyTo(copy.AsSpan(i));
                i += 2;
            }

        return copy;
    }

    private static void ReadLearner(JsonElement learner, ForeignModel model)
    {
        var parameters = learner.GetProperty("learner_model_param");
        var outputs = Math.Max(1, Integer(parameters, "num_class", model));
        var features = Integer(parameters, "num_feature", model);
        if (outputs > 100_000 || features is < 1 or > ForeignModel.MostFeatures)
            throw model.Fault($"it has {outputs} outputs and {features} features");
        if (parameters.TryGetProperty("num_target", out _) && Integer(parameters, "num_target", model) > 1)
            throw model.Fault("it has several targets");
        ReadObjective(learner.GetProperty("objective").GetProperty("name").GetString() ?? "", model);
        ReadConstants(parameters.GetProperty("base_score").GetString() ?? "", outputs, model);
        model.Features = learner.TryGetProperty("feature_names", out var names) && names.GetArrayLength() == features
            ? [.. names.EnumerateArray().Select(own => own.GetString() ?? "")]
            : [.. Enumerable.Range(0, features).Select(i => $"f{i}")];

        var booster = learner.GetProperty("gradient_booster");
        var kind = booster.GetProperty("name").GetString();
        var (part, weights) = kind switch
        {
            "gbtree" => (booster.GetProperty("model"), []),
            "dart" => (booster.GetProperty("gbtree").GetProperty("model"), booster.GetProperty("weight_drop").EnumerateArray().Select(own => (double)own.GetSingle()).ToArray()),
            _ => throw model.Fault($"the booster '{kind}' is not read"),
        };
        var (trees, info) = (part.GetProperty("trees"), part.GetProperty("tree_info"));
        if (info.GetArrayLength() != trees.GetArrayLength() || (kind is "dart" && weights.Length != trees.GetArrayLength()))
            throw model.Fault("its lists of trees have different lengths");
        var number = 0;
        foreach (var (tree, output) in trees.EnumerateArray().Zip(info.EnumerateArray(), (tree, own) => (tree, own.GetInt32())))
        {
            if (output < 0 || output >= outputs)
                throw model.Fault($"tree {number} adds to output {output}");
            model.Trees.Add((new XgboostTree(tree, number, model).ToTree(weights.Length > 0 ? weights[number] : 1), output));
            number++;
        }
    }

    private static void ReadObjective(string objective, ForeignModel model)
    {
        model.Objective = objective;
        model.Link = objective switch
        {
            "binary:logistic" or "reg:logistic" => Link.Logistic,
            "multi:softprob" or "multi:softmax" => Link.Softmax,
            "count:poisson" or "reg:gamma" or "reg:tweedie" => Link.Exponential,
            "reg:squarederror" or "reg:absoluteerror" or "reg:pseudohubererror" or "reg:quantileerror" or "reg:squaredlogerror" or "binary:logitraw"
                or "rank:pairwise" or "rank:ndcg" or "rank:map" => Link.Identity,
            _ => throw model.Fault($"the objective '{objective}' is not read"),
        };
    }

    /// <summary>The base score is a prediction, one or, since version 3.1, a list; scores begin with what the link makes it from.</summary>
    private static void ReadConstants(string text, int outputs, ForeignModel model)
    {
        double[] scores =
        [
            .. text.Trim('[', ']').Split(',').Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var score)
                ? score : throw model.Fault($"base_score is '{text}'")),
        ];
        if (scores.Length != 1 && scores.Length != outputs)
            throw model.Fault($"base_score has {scores.Length} numbers for {outputs} outputs");
        model.Constants = [.. Enumerable.Range(0, outputs).Select(k => scores[scores.Length == 1 ? 0 : k]).Select(score => model.Link switch
        {
            Link.Logistic => Elementary.Log(score / (1 - score)),
            Link.Exponential => Elementary.Log(score),
            _ => score,
        })];
    }

    private static int Integer(JsonElement part, string key, ForeignModel model)
    {
        var text = part.GetProperty(key).GetString();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw model.Fault($"{key} is '{text}'");
    }
}
