using System.Globalization;
using System.Text;
using Kirana.Server.Api.Problems;

namespace Kirana.Server.Api.Queries;

/// <summary>The parameters of one request, checked against what they may be.</summary>
/// <param name="parameters">The parameters there are.</param>
/// <param name="values">Their values, <see langword="null"/> where missing.</param>
internal readonly struct QueryValues(IReadOnlyList<QueryParameter> parameters, string?[] values)
{
    private const int IdBytes = 256;
    private const int MostLevels = 99;

    /// <summary>An id, or <see langword="null"/> where it is missing.</summary>
    /// <param name="parameter">Which.</param>
    public string? Id(QueryParameter parameter)
    {
        var value = Of(parameter);
        return value is null || Encoding.UTF8.GetByteCount(value) <= IdBytes ? value
            : throw ProblemException.Bad("long-id", $"The {parameter.Name} has {Encoding.UTF8.GetByteCount(value)} bytes; an id has at most {IdBytes}.", field: parameter.Name);
    }

    /// <summary>A whole number within its limits, or <see langword="null"/>.</summary>
    /// <param name="parameter">Which.</param>
    public int? Whole(QueryParameter parameter) => Of(parameter) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= parameter.Minimum && number <= parameter.Maximum => number,
        var text => throw Wrong(parameter, text, $"a whole number from {parameter.Minimum} to {parameter.Maximum}"),
    };

    /// <summary>A flag; no where it is missing.</summary>
    /// <param name="parameter">Which.</param>
    public bool Flag(QueryParameter parameter) => Of(parameter) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        var text => throw Wrong(parameter, text, "true or false"),
    };

    /// <summary>A word, or <see langword="null"/>.</summary>
    /// <param name="parameter">Which.</param>
    public string? Word(QueryParameter parameter)
    {
        var text = Of(parameter);
        return text is null || parameter.Words.Contains(text, StringComparer.Ordinal) ? text : throw Wrong(parameter, text, string.Join(" or ", parameter.Words));
    }

    /// <summary>Probabilities between 0 and 1, ascending, or <see langword="null"/>.</summary>
    /// <param name="parameter">Which.</param>
    public double[]? Levels(QueryParameter parameter)
    {
        if (Of(parameter) is not { } text)
            return null;
        var parts = text.Split(',', MostLevels + 1);
        var levels = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (i == MostLevels || !double.TryParse(parts[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out levels[i])
                || levels[i] is not (> 0 and < 1) || (i > 0 && levels[i] <= levels[i - 1]))
                throw Wrong(parameter, text, $"1 to {MostLevels} numbers above 0 and below 1, ascending, with commas between them");
        return levels;
    }

    private string? Of(QueryParameter parameter)
    {
        for (var i = 0; i < values.Length; i++)
            if (ReferenceEquals(parameters[i], parameter))
                return values[i];
        throw new InvalidOperationException($"The route does not declare '{parameter.Name}'.");
    }

    private static ProblemException Wrong(QueryParameter parameter, string text, string expected) =>
        ProblemException.Bad("bad-parameter", $"The parameter '{parameter.Name}' is {expected}, not '{(text.Length > 60 ? text[..60] + "…" : text)}'.",
            parameter.Default is null ? null : $"Left out, it is {parameter.Default}.", parameter.Name);
}
