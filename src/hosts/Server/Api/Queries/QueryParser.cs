using System.Text;
using Kirana.Pipelines.Words;
using Kirana.Server.Api.Problems;

namespace Kirana.Server.Api.Queries;

/// <summary>Reads the query of a request strictly: what is unknown, doubled or not UTF-8 is refused rather than passed over, so that a
/// misspelt parameter never gives another answer than was asked for.</summary>
internal static class QueryParser
{
    private const int LongestShown = 40;

    // Strict: bytes that are no UTF-8 throw.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The values of a query, in the order of the parameters; <see langword="null"/> where one is missing.</summary>
    /// <param name="query">The query as it came, with or without its question mark.</param>
    /// <param name="parameters">The parameters there are.</param>
    /// <exception cref="ProblemException">A parameter is unknown, repeated or badly encoded, or a required one is missing.</exception>
    public static string?[] Parse(ReadOnlySpan<char> query, IReadOnlyList<QueryParameter> parameters)
    {
        var values = new string?[parameters.Count];
        if (query is ['?', ..])
            query = query[1..];
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var index = IndexOf(parameters, name);
            if (index < 0)
                throw Unknown(name, parameters);
            if (values[index] is not null)
                throw ProblemException.Bad("repeated-parameter", $"The parameter '{name}' is given more than once.", "Give it once.", name);
            // The name alone switches a flag on.
            values[index] = equals < 0 && parameters[index].Kind == QueryKind.Flag ? "true" : Decode(equals < 0 ? default : pair[(equals + 1)..]);
        }

        for (var i = 0; i < values.Length; i++)
            if (string.IsNullOrEmpty(values[i]))
                values[i] = parameters[i].Required
                    ? throw ProblemException.Bad("missing-parameter", $"The parameter '{parameters[i].Name}' is missing: {parameters[i].Description}", field: parameters[i].Name)
                    : null;
        return values;
    }

    private static int IndexOf(IReadOnlyList<QueryParameter> parameters, string name)
    {
        for (var i = 0; i < parameters.Count; i++)
            if (string.Equals(parameters[i].Name, name, StringComparison.Ordinal))
                return i;
        return -1;
    }

    private static ProblemException Unknown(string name, IReadOnlyList<QueryParameter> parameters)
    {
        var known = parameters.Select(parameter => parameter.Name).ToArray();
        var shown = name.Length > LongestShown ? string.Concat(name.AsSpan(0, LongestShown), "…") : name;
        var hint = known.Length == 0 ? "This route takes no parameters."
            : NearestWords.Nearest(name, known) is { } meant ? $"Did you mean '{meant}'?"
            : $"It takes {string.Join(", ", known)}.";
        return ProblemException.Bad("unknown-parameter", $"There is no parameter '{shown}' here.", hint, shown);
    }

    // Percent signs and pluses undone. Ids may hold anything, so a stray percent sign is an error and not itself.
    private static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0 && Ascii.IsValid(text))
            return text.ToString();
        var buffer = new byte[Strict.GetMaxByteCount(text.Length)];
        var length = 0;
        try
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '%')
                {
                    if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                        throw Undecodable("a percent sign is followed by no two hex digits");
                    buffer[length++] = (byte)(Convert.FromHexString(text.Slice(i + 1, 2))[0]);
                    i += 2;
                }
                else if (text[i] == '+')
                    buffer[length++] = (byte)' ';
                else
                {
                    var run = text[i..].IndexOfAny('%', '+');
                    run = run < 0 ? text.Length - i : run;
                    length += Strict.GetBytes(text.Slice(i, run), buffer.AsSpan(length));
                    i += run - 1;
                }
            }

            return Strict.GetString(buffer, 0, length);
        }
        catch (ArgumentException)
        {
            throw Undecodable("its bytes are not UTF-8");
        }
    }

    private static ProblemException Undecodable(string why) =>
        ProblemException.Bad("bad-query", $"The query cannot be read: {why}.", "Encode names and values as UTF-8 with percent signs, as encodeURIComponent does.");
}
