import { replayArticle } from "./article-replay";

replayArticle("3.0.4");
