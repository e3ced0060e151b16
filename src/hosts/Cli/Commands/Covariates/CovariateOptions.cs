using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Pipelines.Forecast.Covariates;
using Kirana.Storage.Lines;

namespace Kirana.Cli.Commands.Covariates;

/// <summary>What the verbs that forecast a file are told of covariates.</summary>
internal sealed class CovariateOptions
{
    private const string Example = "kirana evaluate forecast sales.csv --covariates plan.csv --known price,campaign --past visits --horizon 28 --season 7";

    private readonly Option<string[]> _files = new("--covariates") { Description = "Numbers beside the series: a column time, a column series where they differ by series, then one for each covariate. Used where forecasts are better with them. May be given again.", HelpName = "FILE", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _known = new("--known") { Description = "Covariates known ahead; by default those with values over the whole horizon.", HelpName = "NAME,…" };
    private readonly Option<string?> _past = new("--past") { Description = "Covariates known after the fact only, which serve a horizon later.", HelpName = "NAME,…" };
    private readonly Option<string?> _static = new("--static") { Description = "Covariates that are one number of a series for all times; their file needs no time.", HelpName = "NAME,…" };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_files, _known, _past, _static];

    /// <summary>What was said; <see langword="null"/> where no file was given.</summary>
    /// <param name="context">The run of the command.</param>
    /// <exception cref="UsageException">Kinds are told of covariates of no file.</exception>
    public CovariateInput? Of(CommandContext context)
    {
        var files = context.Get(_files) ?? [];
        if (files.Length > 0)
            return new CovariateInput
            {
                Files = files, Known = Names(context.Get(_known)), Past = Names(context.Get(_past)), Static = Names(context.Get(_static)),
                Open = path => ParquetLineReader.Knows(path) ? new ParquetLineReader(path) : null,
            };
        foreach (var option in (Option[])[_known, _past, _static])
            if (context.Has(option))
                throw new UsageException($"{option.Name} tells of columns of --covariates FILE.", Example);
        return null;
    }

    private static string[] Names(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
