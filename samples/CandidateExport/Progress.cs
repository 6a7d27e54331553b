namespace CandidateExport;

/// <summary>Shows the progress: a line for each account, and on a terminal also a counter. Thread-safe. Shows no data of candidates.</summary>
internal sealed class Progress(int accounts, Action<int> pageWritten)
{
    private readonly Lock _lock = new();
    private readonly bool _live = !Console.IsOutputRedirected;
    private int _accounts;
    private int _pages;
    private int _candidates;
    private string _counter = "";

    internal void PageWritten(int candidates)
    {
        int pages;
        lock (_lock)
        {
            pages = ++_pages;
            _candidates += candidates;
            Replace(Total);
        }

        pageWritten(pages);
    }

    internal void AccountDone(string account, string result)
    {
        lock (_lock)
        {
            _accounts++;
            Replace("");
            Console.WriteLine($"{account}: {result}");
            Replace(Total);
        }
    }

    /// <summary>Prints the total of this run.</summary>
    internal void Finish()
    {
        lock (_lock)
        {
            Replace("");
            Console.WriteLine(Total);
        }
    }

    private string Total => $"{_accounts} of {accounts} accounts; {_candidates} candidates in {_pages} pages in this run";

    /// <summary>Replaces the counter at the end of the terminal.</summary>
    private void Replace(string counter)
    {
        if (_live)
        {
            Console.Write($"\r{new string(' ', _counter.Length)}\r{counter}");
            _counter = counter;
        }
    }
}
