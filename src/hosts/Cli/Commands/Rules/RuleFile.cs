using Kirana.Data;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Rules;

/// <summary>A file with rules.</summary>
internal static class RuleFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; <c>-</c> for what comes in.</param>
    public static string Read(string path) => path is "-" ? Console.In.ReadToEnd() : File.ReadAllText(path);

    /// <summary>Checks rules over a shop's catalogue.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="path">Where they come from, for errors.</param>
    /// <param name="text">The rules.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="DataException">They cannot be read; the error names the file.</exception>
    public static CheckedRules Check(EmbeddedShop shop, string path, string text, DateTimeOffset now)
    {
        try
        {
            return CheckedRules.Of(text, shop.Settings, shop.Analysis.Catalogue(), now);
        }
        catch (DataException fault) when (path is not "-" && fault.File is null)
        {
            throw new DataException(fault.Message, fault) { Code = fault.Code, File = path, Row = fault.Row, Column = fault.Column, Hint = fault.Hint };
        }
    }
}
