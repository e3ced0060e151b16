using System.Buffers;

namespace Kirana.Server.Api.Bodies;

/// <summary>How deeply JSON is nested, found before anything parses it.</summary>
internal static class JsonNesting
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"[]{}"u8);
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\"u8);

    /// <summary>Whether brackets are nested deeper than a limit anywhere. Text that is no JSON gets some answer; its parser finds what is wrong.</summary>
    /// <param name="json">The JSON, or lines of it.</param>
    /// <param name="limit">The limit.</param>
    public static bool Exceeds(ReadOnlySpan<byte> json, int limit)
    {
        var depth = 0;
        while (json.IndexOfAny(Marks) is >= 0 and var at)
        {
            var mark = json[at];
            json = json[(at + 1)..];
            if (mark is (byte)'[' or (byte)'{')
            {
                if (++depth > limit)
                    return true;
            }
            else if (mark != (byte)'"')
                depth--;
            else
                json = AfterString(json);
        }

        return false;
    }

    private static ReadOnlySpan<byte> AfterString(ReadOnlySpan<byte> json)
    {
        while (json.IndexOfAny(InString) is >= 0 and var at)
        {
            if (json[at] == (byte)'"')
                return json[(at + 1)..];
            json = json[Math.Min(at + 2, json.Length)..];
        }

        return [];
    }
}
